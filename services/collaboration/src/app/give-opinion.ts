import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { ensureExpert, ensureRequested } from '../domain/consultation';
import { insertOpinion, loadConsultation } from '../storage/consultations';
import { loadGroup } from '../storage/expert-groups';

export class GiveOpinion {
  @IsUUID() consultationId!: string;
  @IsString() @Length(1, 4000) said!: string;
}

/** An expert of the group says what he thinks. Clause 2.3.2b. */
export const giveOpinion = useCase(GiveOpinion, async (tx, { consultationId, said }) => {
  const asked = ensureRequested(await loadConsultation(tx, consultationId));
  ensureExpert(await loadGroup(tx, asked.groupId), tx.by);
  insertOpinion(tx, asked, said);
  return { consultationId, status: asked.status };
});
