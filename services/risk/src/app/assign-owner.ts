import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { own } from '../domain/risk';
import { loadRisk, saveRisks } from '../storage/risks';

export class AssignOwner {
  @IsUUID() riskId!: string;
  /** The person's login. */
  @IsString() @Length(1, 200) owner!: string;
}

/** Clause 4.1.1. */
export const assignOwner = useCase(AssignOwner, async (tx, { riskId, owner }) => {
  const state = own(await loadRisk(tx, riskId), owner);
  await saveRisks(tx, [state]);
  return { riskId, owner };
});
