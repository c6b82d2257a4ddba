import { hashOf } from '@steward/messaging';
import { manifestOfRevision, replayOfRevision, scoreAsOf } from '../storage/manifest-views';
import { acceptAppraisal } from './accept-appraisal';
import { claimBonus } from './claim-bonus';
import { confirmRedLine } from './confirm-red-line';
import { decideAppeal } from './decide-appeal';
import { fileAppeal } from './file-appeal';
import { recordLeak } from './record-leak';
import { recordRedLine } from './record-red-line';
import { contractId, documents, idOf, startScored, vendor, type Scored } from './scored.fixture';
import { verifyBonus } from './verify-bonus';

let scored: Scored;
beforeEach(async () => {
  scored = await startScored();
});
afterEach(() => scored.database.stop());

const appeal = async (quarter: string, subject: string, by = 'vendor-wang') => {
  const items = [{ subject, claim: 'The customer was away.' }];
  const filed = { appraisalId: idOf(quarter), revision: 1, statement: 'We object.', items, documents };
  return (await scored.useCases.run(fileAppeal, filed, scored.as(by, vendor))).appealId;
};
const decide = async (appealId: string, milestones: readonly string[], by = 'head') => {
  const rulings = milestones.map((milestoneId) => ({ milestoneId, verdict: 'MET' as const }));
  await scored.useCases.run(decideAppeal, { appealId, rulings, reason: 'As proven.' }, scored.as(by));
  await scored.settle();
};
const passTheWindow = async (at: string) => {
  scored.clock.set(at);
  await scored.settle();
};
const streaks = async () =>
  (await scored.told('procedure')).map(({ type, data }) => [type.split('.')[2], data['kind'] ?? null]);

it('1.3.1, P4: an appeal turns 78 into 81: the streak is counted anew and the procedure withdrawn', async () => {
  await scored.scoreBySurveys('2026Q2', 834);
  await scored.scoreBySurveys('2026Q3', 834);
  const appealId = await appeal('2026Q3', 'surveys.sum');
  await passTheWindow('2026-10-20T16:00:00.000Z');
  expect(await streaks()).toEqual([['opened', 'DOWNGRADE']]);

  const rulings = [{ input: 'surveys.sum', by: 9 }];
  await scored.useCases.run(decideAppeal, { appealId, rulings, reason: 'Misread.' }, scored.as('head'));
  await scored.settle();
  expect(await scored.revisions('2026Q3')).toMatchObject([
    { revision: 1, status: 'published', score: '78.00', reason: 'CLOSED' },
    { revision: 2, status: 'published', score: '81.00', reason: 'APPEAL' },
  ]);
  expect(await streaks()).toEqual([
    ['opened', 'DOWNGRADE'],
    ['withdrawn', null],
  ]);
});

it('1.3.1: a milestone that an appeal has counted as met stays so when the quarter is closed again', async () => {
  const milestones = await scored.score('2026Q3', 3, 4);
  const appealId = await appeal('2026Q3', milestones[3]!);
  await decide(appealId, milestones.slice(3));
  await scored.score('2026Q3', 4, 4, 2);
  expect(await scored.revisions('2026Q3')).toMatchObject([
    { revision: 1, status: 'superseded', score: '0.00', reason: 'CLOSED' },
    { revision: 2, status: 'published', score: '100.00', reason: 'APPEAL' },
    { revision: 3, status: 'proposed', score: '100.00', reason: 'LATE_FACTS' },
  ]);
});

it('1.3.1: an appeal is decided by somebody who took no part, once, and holds an acceptance back', async () => {
  await scored.score('2026Q3', 3, 4);
  const appealId = await appeal('2026Q3', 'resolution', 'head');
  await expect(appeal('2026Q3', 'again')).rejects.toMatchObject({ code: 'appeal.already-filed' });
  const accepting = { appraisalId: idOf('2026Q3'), revision: 1 };
  await expect(
    scored.useCases.run(acceptAppraisal, accepting, scored.as('vendor-wang', vendor)),
  ).rejects.toMatchObject({ code: 'appraisal.appealed' });
  await expect(decide(appealId, [])).rejects.toMatchObject({ code: 'appeal.same-person' });
  await expect(decide(appealId, [appealId], 'legal')).rejects.toMatchObject({
    ...{ code: 'appeal.milestone-unknown', path: '/rulings/0/milestoneId' },
  });
  await decide(appealId, [], 'legal');
  await expect(decide(appealId, [], 'legal')).rejects.toMatchObject({ code: 'appeal.decided' });
  expect(await scored.revisions('2026Q3')).toMatchObject([{ revision: 1, status: 'proposed' }]);
  expect(await scored.told('appeal')).toMatchObject([
    { type: 'appraisal.appeal.filed.v1', data: { decisionDueAt: '2026-10-27T16:00:00.000Z' } },
    { type: 'appraisal.appeal.decided.v1', data: { isGranted: false } },
  ]);
});

it('1.3.1: after the fifth working day no appeal is taken, and none of what was accepted', async () => {
  await scored.score('2026Q3', 3, 4);
  scored.clock.set('2026-10-20T16:00:00.001Z');
  await expect(appeal('2026Q3', 'resolution')).rejects.toMatchObject({ code: 'appeal.window-over' });
  await scored.score('2026Q2', 4, 4);
  const accepting = { appraisalId: idOf('2026Q2'), revision: 1 };
  await scored.useCases.run(acceptAppraisal, accepting, scored.as('vendor-wang', vendor));
  await expect(appeal('2026Q2', 'resolution')).rejects.toMatchObject({ code: 'appraisal.already-published' });
});

it('2.4.1a and P6: suggestions and a saving make a revision; pay goes by it, the tier by the base', async () => {
  await scored.scoreBySurveys('2026Q3', 834);
  const of = { contractId, quarter: '2026Q3', documents };
  const saving = { baseline: '100000', measured: '75000', unit: 'kWh', method: 'meter' };
  const claims = [
    ...Array.from({ length: 4 }, () => ({ ...of, kind: 'INNOVATION' as const, statement: 'A tool.' })),
    { ...of, kind: 'COST_SAVING' as const, statement: 'Less current.', saving },
  ];
  for (const claim of claims) {
    const { bonusId } = await scored.useCases.run(claimBonus, claim, scored.as('wang', vendor));
    await expect(scored.useCases.run(verifyBonus, { bonusId }, scored.as('wang'))).rejects.toMatchObject({
      code: 'bonus.same-person',
    });
    await scored.useCases.run(verifyBonus, { bonusId }, scored.as('technical'));
  }
  await scored.settle();
  const { length, [length - 1]: last } = await scored.revisions('2026Q3');
  expect(last).toMatchObject({ score: '78.00', bonus: '10.00', finalScore: '88.00', reason: 'BONUS' });
  await passTheWindow('2026-10-20T16:00:00.000Z');
  expect((await scored.told('appraisal')).at(-1)).toMatchObject({
    type: 'appraisal.appraisal.published.v1',
    data: { score: '78.00', bonus: '10.00', finalScore: '88.00', payScore: '88.00', isPassed: false },
  });
});

it('D3: a red line that a second person confirms caps the base at 59, also of what is published', async () => {
  await scored.score('2026Q3', 4, 4);
  await passTheWindow('2026-10-20T16:00:00.000Z');
  const of = { contractId, kind: 'FALSIFIED_RECORDS' as const, occurredOn: '2026-09-30', documents };
  const recorded = { ...of, statement: 'Photos of another site.' };
  const { redLineId } = await scored.useCases.run(recordRedLine, recorded, scored.as('risk'));
  const confirm = (by: string) => scored.useCases.run(confirmRedLine, { redLineId }, scored.as(by));
  await expect(confirm('risk')).rejects.toMatchObject({ code: 'red-line.same-person' });
  expect(await scored.revisions('2026Q3')).toHaveLength(1);
  await confirm('head');
  await scored.settle();
  expect(await scored.revisions('2026Q3')).toMatchObject([
    { revision: 1, status: 'published', score: '100.00' },
    { revision: 2, status: 'proposed', score: '59.00', reason: 'RED_LINE' },
  ]);
  const appealId = await scored.useCases
    .run(
      fileAppeal,
      {
        ...{ appraisalId: idOf('2026Q3'), revision: 2, statement: 'It was not us.', documents },
        items: [{ subject: redLineId, claim: 'It was another vendor.' }],
      },
      scored.as('vendor-wang', vendor),
    )
    .then((answer) => answer.appealId);
  await expect(decide(appealId, [])).rejects.toMatchObject({ code: 'appeal.same-person' }); // he confirmed it
});

it('1.3.1: a score is shown as it was known then, and every revision comes to the same when replayed', async () => {
  const milestones = await scored.score('2026Q3', 3, 4);
  const appealId = await appeal('2026Q3', milestones[3]!);
  await passTheWindow('2026-10-20T16:00:00.000Z');
  scored.clock.set('2026-10-22T02:00:00.000Z');
  await decide(appealId, milestones.slice(3));
  const appraisalId = idOf('2026Q3');
  const known = (asOf: string) => scored.useCases.read(scoreAsOf, { appraisalId, asOf }, vendor);
  expect(await known('2026-10-19T00:00:00Z')).toMatchObject({
    revision: 1,
    score: '0.00',
    publishedAt: null,
  });
  const before = await known('2026-10-22T01:59:59Z');
  expect(before).toMatchObject({ revision: 1, score: '0.00', reason: 'CLOSED' });
  expect(before.publishedAt).toEqual(new Date('2026-10-20T16:00:00.000Z'));
  expect(await known('2026-10-22T10:00:00+08:00')).toMatchObject({
    ...{ revision: 2, score: '100.00', reason: 'APPEAL', causeId: appealId },
  });
  await expect(known('2026-10-12T00:00:00Z')).rejects.toMatchObject({ code: 'appraisal.not-found' });

  for (const revision of [1, 2]) {
    const replayed = await scored.useCases.read(replayOfRevision, { appraisalId, revision }, 'enterprise');
    expect(replayed).toMatchObject({ revision, isSame: true });
    const shown = await scored.useCases.read(manifestOfRevision, { appraisalId, revision }, vendor);
    expect(hashOf(shown.manifest)).toBe(shown.inputsHash);
    expect(shown.manifest).toMatchObject({ contractVersion: 1, calendar: 'CN 2025-11-04', kpiSet: 1 });
  }
  await scored.database.owner.query(`UPDATE appraisals SET score = 99, final_score = 99 WHERE revision = 2`);
  const forged = await scored.useCases.read(replayOfRevision, { appraisalId }, 'enterprise');
  expect(forged).toMatchObject({ isSame: false, kept: { score: '99.00' }, replayed: { score: '100.00' } });
});

it('2.2.3c: a leak that legal and technical confirmed is a red line by itself, and once', async () => {
  await scored.score('2026Q3', 20, 20);
  await passTheWindow('2026-10-20T16:00:00.000Z');
  const redLineId = '0195540a-0000-7000-8000-0000000000e1';
  const leak = { redLineId, contractId, occurredOn: '2026-09-10', statement: 'Logs were leaked.' };
  for (let n = 0; n < 2; n += 1) await scored.useCases.run(recordLeak, leak, scored.as('risk', 'service'));
  await scored.settle();
  const { manifest } = await scored.useCases.read(
    manifestOfRevision,
    { appraisalId: idOf('2026Q3') },
    'enterprise',
  );
  expect(manifest.redLines?.crossed).toEqual([{ redLineId, kind: 'DATA_LEAK' }]);
  const lines = (await scored.told('red-line')).map(({ type }) => type.split('.')[2]);
  expect(lines).toEqual(['recorded', 'confirmed']);
});
