import { useCase } from '@steward/messaging';
import { IsBoolean, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { reviewCase as review } from '../domain/knowledge-case';
import { actingIn } from '../domain/sides';
import { loadCase, saveRevision } from '../storage/knowledge-cases';

export class ReviewCase {
  @IsUUID() caseId!: string;
  @IsBoolean() isApproved!: boolean;
  /** What is to change; needed where it is not approved. */
  @IsOptional() @IsString() @Length(1, 4000) note?: string;
}

/** The enterprise approves a case or asks for changes. Clause 3.2.2. */
export const reviewCase = useCase(ReviewCase, async (tx, { caseId, isApproved, note }) => {
  const { last } = await loadCase(tx, caseId);
  const { state, events } = review(last, { isApproved, note: note ?? null }, actingIn(tx));
  saveRevision(tx, state);
  tx.publish(events);
  return { caseId, revision: state.revision, status: state.status };
});
