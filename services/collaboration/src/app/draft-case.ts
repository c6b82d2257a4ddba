import { useCase } from '@steward/messaging';
import { IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { draftCase as draft } from '../domain/knowledge-case';
import { actingIn, vendorOf } from '../domain/sides';
import { saveRevision } from '../storage/knowledge-cases';

export class DraftCase {
  @IsString() @Length(1, 200) title!: string;
  /** How the fault shows. */
  @IsString() @Length(1, 8000) symptom!: string;
  @IsString() @Length(1, 8000) cause!: string;
  @IsString() @Length(1, 8000) solution!: string;
  /** The fault that taught it. */
  @IsOptional() @IsUUID() workOrderId?: string;
}

/** Begins a case of the knowledge base. Clause 3.2.2. */
export const draftCase = useCase(DraftCase, async (tx, { workOrderId, ...text }) => {
  const about = { id: tx.newId(), caseId: tx.newId(), workOrderId: workOrderId ?? null };
  const state = draft(text, { ...about, vendorId: vendorOf(tx.actor) }, actingIn(tx));
  saveRevision(tx, state);
  return { caseId: state.caseId, revision: state.revision, status: state.status };
});
