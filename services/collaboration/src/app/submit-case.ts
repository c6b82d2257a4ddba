import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { submitCase as submit } from '../domain/knowledge-case';
import { loadCase, saveRevision } from '../storage/knowledge-cases';

export class SubmitCase {
  @IsUUID() caseId!: string;
}

/** Hands a case in for review, once it names neither people nor machines. Clause 3.2.2. */
export const submitCase = useCase(SubmitCase, async (tx, { caseId }) => {
  const { last } = await loadCase(tx, caseId);
  const { state, events } = submit(last, tx.now);
  saveRevision(tx, state);
  tx.publish(events);
  return { caseId, revision: state.revision, status: state.status };
});
