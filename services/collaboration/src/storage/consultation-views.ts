import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { CONSULTATION_STATES, type Consultation } from '../domain/consultation';

export type GroupSummary = {
  readonly expertGroupId: string;
  readonly name: string;
  readonly skills: readonly string[];
  readonly members: number;
};
export class ExpertGroupsPage extends Page {
  @IsOptional() @IsString() @Length(1, 64) skill?: string;
}

/** Groups in the order of their ids. `next` is the `after` of the next page. Clause 2.3.2b. */
export const expertGroupsPage = view(ExpertGroupsPage, async ({ manager }, { skill, after, limit }) => {
  const items = await manager.query<GroupSummary[]>(
    `SELECT id AS "expertGroupId", name, skills, cardinality(members) AS members FROM expert_groups
     WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR $2 = ANY (skills)) ORDER BY id LIMIT $3`,
    [after ?? null, skill ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.expertGroupId : null };
});

export type ConsultationSummary = {
  readonly consultationId: string;
  readonly workOrderId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly status: Consultation['status'];
  readonly groupName: string | null;
  readonly question: string | null;
  readonly answerDueAt: Date | null;
  readonly overdueAt: Date | null;
  readonly decision: string | null;
  readonly concludedAt: Date | null;
};
export type Opinion = { readonly said: string; readonly by: string; readonly saidAt: Date };

export class ConsultationsPage extends Page {
  @IsOptional() @IsIn(CONSULTATION_STATES) status?: Consultation['status'];
  @IsOptional() @IsUUID() workOrderId?: string;
  @IsOptional() @IsUUID() contractId?: string;
}

const SUMMARY = `c.id AS "consultationId", work_order_id AS "workOrderId", contract_id AS "contractId",
  vendor_id AS "vendorId", status, g.name AS "groupName", question, answer_due_at AS "answerDueAt",
  overdue_at AS "overdueAt", decision, concluded_at AS "concludedAt"
  FROM consultations c LEFT JOIN expert_groups g ON g.id = group_id`;

/** Consultations in the order of their ids. `next` is the `after` of the next page. Clause 2.3.2b. */
export const consultationsPage = view(
  ConsultationsPage,
  async ({ manager }, { status, workOrderId, contractId, after, limit }) => {
    const items = await manager.query<ConsultationSummary[]>(
      `SELECT ${SUMMARY}
       WHERE ($1::uuid IS NULL OR c.id > $1) AND ($2::text IS NULL OR status = $2)
         AND ($3::uuid IS NULL OR work_order_id = $3) AND ($4::uuid IS NULL OR contract_id = $4)
       ORDER BY c.id LIMIT $5`,
      [after ?? null, status ?? null, workOrderId ?? null, contractId ?? null, limit],
    );
    return { items, next: items.length === limit ? items.at(-1)!.consultationId : null };
  },
);

export class OneConsultation {
  @IsUUID() consultationId!: string;
}

/** A consultation with its first hundred opinions. Throws NotFound. */
export const oneConsultation = view(OneConsultation, async ({ manager }, { consultationId }) => {
  const [found] = await manager.query<ConsultationSummary[]>(`SELECT ${SUMMARY} WHERE c.id = $1`, [
    consultationId,
  ]);
  if (!found) throw new NotFound('consultation', consultationId);
  const opinions = await manager.query<Opinion[]>(
    `SELECT said, by, said_at AS "saidAt" FROM opinions WHERE consultation_id = $1
     ORDER BY said_at, id LIMIT 100`,
    [consultationId],
  );
  return { ...found, opinions };
});
