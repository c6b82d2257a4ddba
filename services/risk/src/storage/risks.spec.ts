import type { Closed, Open, Risk } from '../domain/risk';
import { fromRow, toRow } from './risks';

const at = new Date('2026-03-02T01:00:00.000Z');
const open: Open = {
  id: '0195540a-0000-7000-8000-0000000000e1',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  contractId: null,
  ...{ source: 'MANUAL', category: 'COMMERCIAL', title: '客户集中', identifiedAt: at, status: 'open' },
  ...{ ownerRole: 'risk', owner: 'rui' },
  ...{ revision: 2, probability: 2, impact: 5, band: 'HIGH', matrixVersion: 1, judgedProbability: 2 },
  ...{
    assessedBy: 'rui',
    reason: '已引入第二家',
    assessedAt: at,
    nextReviewAt: new Date('2026-04-01T01:00:00Z'),
  },
};
const { judgedProbability: _, ...registered } = open;
const closed: Closed = {
  ...registered,
  ...{ status: 'closed', closedAt: at, closedBy: 'rui', closureReason: '已整改' },
};

it.each<Risk>([open, { ...open, judgedProbability: null, reason: null }, closed])(
  'a risk that is $status is read back as it was stored',
  (risk) => {
    expect(fromRow(toRow(risk))).toEqual(risk);
  },
);
