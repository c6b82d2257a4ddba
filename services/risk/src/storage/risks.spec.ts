import { money } from '@steward/money';
import type { Closed, Open, Risk } from '../domain/risk';
import { fromRow, toRow } from './risks';

const at = new Date('2026-03-02T01:00:00.000Z');
const open: Open = {
  id: '0195540a-0000-7000-8000-0000000000e1',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  contractId: null,
  ...{ source: 'MANUAL', category: 'COMMERCIAL', title: '客户集中', identifiedAt: at, status: 'open' },
  ...{ ownerRole: 'risk', owner: 'rui' },
  ...{ revision: 2, probability: 2, impact: 5, band: 'HIGH', matrixVersion: 1 },
  ...{ judged: { probability: 2, inherentProbability: 4 }, proposal: null },
  inherent: { probability: 4, impact: 5, band: 'EXTREME' },
  quantity: { frequency: '0.3', loss: money(40_000_000n, 'CNY') },
  ...{ staleSince: at, extremeSince: null, escalatedAt: null },
  ...{
    assessedBy: 'rui',
    reason: '已引入第二家',
    assessedAt: at,
    nextReviewAt: new Date('2026-04-01T01:00:00Z'),
  },
};
const { judged, proposal: _proposal, status: _status, ...registered } = open;
const proposal = { by: 'rui', reason: '成本过高', until: new Date('2026-08-01T00:00:00Z'), proposedAt: at };
const closed: Closed = {
  ...registered,
  ...{ status: 'closed', closedAt: at, closedBy: 'rui', closureReason: '已整改' },
};

it.each<Risk>([
  open,
  { ...open, judged: null, reason: null, quantity: null },
  { ...open, proposal },
  { ...open, band: 'EXTREME', extremeSince: at, escalatedAt: at },
  {
    ...{ ...registered, status: 'accepted', judged },
    acceptance: { ...proposal, acceptedBy: 'lin', acceptedAt: at },
  },
  closed,
])('a risk that is $status is read back as it was stored', (risk) => {
  expect(fromRow(toRow(risk))).toEqual(risk);
  if (risk.quantity) expect(toRow(risk).aleMinor).toBe('12000000.000000'); // 0.3 x 400,000.00
});
