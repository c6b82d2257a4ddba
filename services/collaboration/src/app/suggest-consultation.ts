import { SEVERITIES, type Severity } from '@steward/domain';
import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { suggest } from '../domain/consultation';
import { isConsulted, saveConsultation } from '../storage/consultations';

export class SuggestConsultation {
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsIn(SEVERITIES) severity!: Severity;
  /** How much of its closure target is used. */
  @IsInt() @Min(1) percent!: number;
}

/** A work order that is far into its closure clock calls for experts, once. Clause 2.3.2b. */
export const suggestConsultation = useCase(SuggestConsultation, async (tx, clock) => {
  const atPercent = Number(await policyInForce(tx, 'consultation-suggest-percent'));
  const isKnown = await isConsulted(tx, clock.workOrderId);
  const { state, events } = suggest(clock, { atPercent, isKnown }, tx.now);
  if (state) saveConsultation(tx, state);
  tx.publish(events);
  return { workOrderId: clock.workOrderId, isSuggested: state !== null };
});
