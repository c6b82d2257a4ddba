import type { Appraisal, Proposed } from '../domain/appraisal';
import type { OpenProcedure, Procedure } from '../domain/procedure';
import type { QuarterInputs } from '../domain/quarter-inputs';
import * as appraisals from './appraisals';
import * as procedures from './procedures';
import * as quarters from './quarters';

const at = new Date('2026-10-13T02:00:00.000Z');
const later = new Date('2026-10-20T16:00:00.000Z');
const held = { onSite: { met: 1, breached: 2, open: 3 }, closure: { met: 4, breached: 5, open: 6 } };

const revision: Omit<Proposed, 'status'> = {
  ...{ id: '0195', contractId: '0196', vendorId: '0197', quarter: '2026Q3', revision: 2 },
  ...{ tier: 'REGULAR', passLine: '70.00', kpiSet: 1, score: '88.67', ...held, workOrders: 9 },
  ...{ bonus: '7.00', finalScore: '95.67', reason: 'BONUS', causeId: '0198' },
  dimensions: [{ name: 'response', weight: 30, met: 1, total: 3, fraction: '0', score: '0.00' }],
  ...{ closingRevision: 4, inputsHash: 'a'.repeat(64), proposedAt: at, appealEndsAt: later },
  isAppealEndProvisional: false,
};
it.each<Appraisal>([
  { ...revision, status: 'proposed' },
  { ...revision, status: 'published', publishedAt: later, acceptedBy: null },
  { ...revision, status: 'published', publishedAt: later, acceptedBy: 'wang' },
  { ...revision, status: 'superseded', score: null, supersededAt: later },
])('an appraisal that is $status is read back as it was stored', (appraisal) => {
  expect(appraisals.fromRow(appraisals.toRow(appraisal))).toEqual(appraisal);
});

const opened: Omit<OpenProcedure, 'status'> = {
  ...{ id: '0195', contractId: '0196', vendorId: '0197', quarter: '2026Q3' },
  ...{ kind: 'DOWNGRADE', openedAt: at },
};
const called = { hearingAt: later, decisionDueAt: later, calledBy: 'wang' };
it.each<Procedure>([
  { ...opened, status: 'open' },
  { ...opened, status: 'withdrawn', withdrawnAt: later },
  { ...opened, status: 'called', ...called },
  {
    ...{ ...opened, ...called, status: 'decided', isUpheld: true, reason: 'x' },
    ...{ decidedBy: 'lin', decidedAt: later },
  },
])('a procedure that is $status is read back as it was stored', (procedure) => {
  expect(procedures.fromRow(procedures.toRow(procedure))).toEqual(procedure);
});

const quarter = { contractId: '0196', vendorId: '0197', quarter: '2026Q3', held, frozenRevision: 0 };
it.each<[string, QuarterInputs]>([
  ['open', { ...quarter, closing: null }],
  ['closed', { ...quarter, closing: { ...held, revision: 1, workOrders: 7 } }],
  [
    'closed with all that is measured',
    {
      ...quarter,
      closing: {
        ...{ ...held, revision: 1, workOrders: 7 },
        response: { met: 1, breached: 2, open: 3 },
        ...{ availability: { met: 2, months: 3 }, satisfaction: { answers: 5, scoreSum: 22 } },
      },
    },
  ],
  ['frozen', { ...quarter, closing: { ...held, revision: 1, workOrders: 7 }, frozenRevision: 1 }],
])('a quarter that is %s is read back as it was stored', (_, inputs) => {
  expect(quarters.fromRow(quarters.toRow(inputs))).toEqual(inputs);
});
