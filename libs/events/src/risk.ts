import { Type } from '@sinclair/typebox';
import { event, type Wire } from './event';
import { id, instant, nullable } from './fields';

const grade = Type.Integer({ minimum: 1, maximum: 5 });
const assessed = {
  riskId: id,
  vendorId: id,
  contractId: nullable(id),
  category: Type.Union([
    Type.Literal('TECHNICAL'),
    Type.Literal('OPERATIONAL'),
    Type.Literal('COMPLIANCE'),
    Type.Literal('COMMERCIAL'),
  ]),
  probability: grade,
  impact: grade,
  band: Type.Union([
    Type.Literal('LOW'),
    Type.Literal('MEDIUM'),
    Type.Literal('HIGH'),
    Type.Literal('EXTREME'),
  ]),
};
/** A risk entered the register. Clause 4.1.1. */
export const riskIdentified = event('risk.risk.identified.v1', { ...assessed, identifiedAt: instant });
/** A closed risk came back. */
export const riskReopened = event('risk.risk.reopened.v1', { ...assessed, reopenedAt: instant });
/** An open risk was assessed anew. Clause 4.1.2. */
export const riskAssessed = event('risk.risk.assessed.v1', { ...assessed, assessedAt: instant });
/** A risk left the register; it may come back. */
export const riskClosed = event('risk.risk.closed.v1', { riskId: id, vendorId: id, closedAt: instant });

export type RiskEvent = ReturnType<
  typeof riskIdentified | typeof riskReopened | typeof riskAssessed | typeof riskClosed
>;
export type RiskIdentifiedWire = Wire<typeof riskIdentified>;
