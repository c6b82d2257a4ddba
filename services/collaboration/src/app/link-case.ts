import { NotFound } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { vendorOf } from '../domain/sides';
import { insertCaseLink, isPublished } from '../storage/case-links';

export class LinkCase {
  @IsUUID() caseId!: string;
  @IsUUID() workOrderId!: string;
}

/** Says that a published case helped with a work order. Clause 3.2.2. */
export const linkCase = useCase(LinkCase, async (tx, { caseId, workOrderId }) => {
  if (!(await isPublished(tx, caseId))) throw new NotFound('case', caseId);
  insertCaseLink(tx, { caseId, workOrderId, vendorId: vendorOf(tx.actor) });
  return { caseId, workOrderId };
});
