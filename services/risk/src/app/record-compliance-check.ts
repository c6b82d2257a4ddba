import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsUUID } from 'class-validator';
import { ofComplianceCheck } from '../domain/occurrence';
import { weigh } from '../domain/weigh';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class RecordComplianceCheck {
  @IsUUID() vendorId!: string;
  @IsIn(['DATA', 'ENVIRONMENT', 'LABOUR'], { each: true }) failedParts!: string[];
  @IsISO8601() checkedAt!: string;
}

/** Clauses 2.1.3 and 4.1.1. */
export const recordComplianceCheck = useCase(RecordComplianceCheck, async (tx, { checkedAt, ...check }) => {
  const occurrence = ofComplianceCheck({ ...check, checkedAt: new Date(checkedAt) });
  const decision = weigh(await fileOccurrence(tx, occurrence), tx);
  await keepRisks(tx, decision);
  return { riskIds: decision.state.map(({ id }) => id) };
});
