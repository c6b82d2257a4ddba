import { OmitType } from '@nestjs/swagger';
import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { editCase as edit } from '../domain/knowledge-case';
import { actingIn } from '../domain/sides';
import { loadCase, saveRevision } from '../storage/knowledge-cases';
import { DraftCase } from './draft-case';

export class EditCase extends OmitType(DraftCase, ['workOrderId']) {
  @IsUUID() caseId!: string;
}

/** Rewrites a draft, or begins the next revision of a published case. Clause 3.2.2. */
export const editCase = useCase(EditCase, async (tx, { caseId, ...text }) => {
  const { last } = await loadCase(tx, caseId);
  const state = edit(last, text, tx.newId(), actingIn(tx));
  saveRevision(tx, state);
  return { caseId, revision: state.revision, status: state.status };
});
