import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { VISIT_STATUSES, type VisitStatus } from '../domain/visit';

export class VisitsPage extends Page {
  @IsOptional() @IsIn(VISIT_STATUSES) status?: VisitStatus;
  @IsOptional() @IsUUID() workOrderId?: string;
}
export type ShownVisit = {
  readonly visitId: string;
  readonly workOrderId: string;
  readonly assetId: string;
  readonly proof: string;
  readonly status: VisitStatus;
  readonly checkedInAt: Date;
  readonly checkedInBy: string;
  readonly signedBy: string | null;
  readonly contestedBy: string | null;
  readonly contestReason: string | null;
  readonly outcome: string | null;
  readonly proposedBy: string | null;
  readonly secondedBy: string | null;
};

/** Check-ins without their positions, in the order of their ids. Clause 2.3.1b. */
export const visitsPage = view(VisitsPage, async ({ manager }, { after, limit, status, workOrderId }) => {
  const items = await manager.query<ShownVisit[]>(
    `SELECT id AS "visitId", work_order_id AS "workOrderId", asset_id AS "assetId", proof, status,
       checked_in_at AS "checkedInAt", checked_in_by AS "checkedInBy", signed_by AS "signedBy",
       contested_by AS "contestedBy", contest_reason AS "contestReason", outcome,
       proposed_by AS "proposedBy", seconded_by AS "secondedBy"
     FROM visits WHERE ($1::uuid IS NULL OR id > $1) AND ($3::text IS NULL OR status = $3)
       AND ($4::uuid IS NULL OR work_order_id = $4) ORDER BY id LIMIT $2`,
    [after ?? null, limit, status ?? null, workOrderId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.visitId : null };
});

export class OneVisit {
  @IsUUID() visitId!: string;
}
export type ShownPosition = {
  readonly visitId: string;
  readonly latitudeMicrodegrees: number;
  readonly longitudeMicrodegrees: number;
  readonly accuracyMetres: number;
  readonly takenAt: Date;
};

/** Where somebody checked in, as long as that is kept. Throws NotFound. Clause 2.3.1b. */
export const onePosition = view(OneVisit, async ({ manager }, { visitId }) => {
  const [found] = await manager.query<ShownPosition[]>(
    `SELECT visit_id AS "visitId", latitude_microdegrees AS "latitudeMicrodegrees",
       longitude_microdegrees AS "longitudeMicrodegrees", accuracy_metres AS "accuracyMetres",
       taken_at AS "takenAt"
     FROM visit_positions WHERE visit_id = $1`,
    [visitId],
  );
  if (!found) throw new NotFound('visit-position', visitId);
  return found;
});
