import { NotFound } from '@steward/domain';
import { Page, view } from '@steward/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Entry, IncidentCause } from '../domain/major-incident';

export type IncidentShown = {
  readonly incidentId: string;
  readonly vendorId: string;
  readonly contractId: string;
  readonly cause: IncidentCause;
  readonly workOrderId: string | null;
  readonly what: string;
  readonly backupTeamId: string | null;
  readonly status: 'active' | 'closed';
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};
const SHOWN = `id AS "incidentId", vendor_id AS "vendorId", contract_id AS "contractId", cause,
  work_order_id AS "workOrderId", what, backup_team_id AS "backupTeamId", status, opened_at AS "openedAt",
  closed_at AS "closedAt"`;

export class IncidentsPage extends Page {
  @IsOptional() @IsUUID() vendorId?: string;
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(['active', 'closed']) status?: IncidentShown['status'];
}

/** Major incidents, by id; a vendor sees its own. Clause 2.3.3a. */
export const incidentsPage = view(
  IncidentsPage,
  async ({ manager }, { after, limit, vendorId, contractId, status }) => {
    const items = await manager.query<IncidentShown[]>(
      `SELECT ${SHOWN} FROM major_incidents
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR vendor_id = $3)
         AND ($4::uuid IS NULL OR contract_id = $4) AND ($5::text IS NULL OR status = $5)
       ORDER BY id LIMIT $2`,
      [after ?? null, limit, vendorId ?? null, contractId ?? null, status ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)!.incidentId : null };
  },
);

export class OneIncident {
  @IsUUID() incidentId!: string;
}

/** One incident with its timeline, at most a thousand lines, as they were added. Throws NotFound. 2.3.3a. */
export const oneIncident = view(OneIncident, async ({ manager }, { incidentId }) => {
  const [incident] = await manager.query<IncidentShown[]>(
    `SELECT ${SHOWN} FROM major_incidents WHERE id = $1`,
    [incidentId],
  );
  if (!incident) throw new NotFound('incident', incidentId);
  const timeline = await manager.query<Entry[]>(
    'SELECT kind, note, at, by FROM incident_entries WHERE incident_id = $1 ORDER BY ordinal LIMIT 1000',
    [incidentId],
  );
  return { ...incident, timeline };
});
