import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { closeKnownRisk } from '../storage/known-risks';

export class StrikeRisk {
  @IsUUID() riskId!: string;
}

/** A risk that was closed leaves the agendas of meetings to come. Clause 2.3.2c. */
export const strikeRisk = useCase(StrikeRisk, async (tx, { riskId }) => {
  closeKnownRisk(tx, riskId);
  return { riskId };
});
