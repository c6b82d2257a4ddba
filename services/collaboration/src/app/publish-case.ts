import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { publishCase as publish } from '../domain/knowledge-case';
import { actingIn } from '../domain/sides';
import { loadCase, saveRevision } from '../storage/knowledge-cases';

export class PublishCase {
  @IsUUID() caseId!: string;
}

/** Shares an approved revision with every vendor, in place of the last. Clause 3.2.2. */
export const publishCase = useCase(PublishCase, async (tx, { caseId }) => {
  const { last, published } = await loadCase(tx, caseId);
  const { state, events } = publish(last, published, actingIn(tx));
  for (const revision of state) saveRevision(tx, revision);
  tx.publish(events);
  return { caseId, revision: last.revision, status: 'published' };
});
