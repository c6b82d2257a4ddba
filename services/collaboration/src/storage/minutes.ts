import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { MeetingMinutes } from '../domain/minutes';
import type { Side } from '../domain/sides';

type Row = {
  meetingId: string;
  revision: number;
  contractId: string;
  vendorId: string;
  month: string;
  summary: string;
  attendees: number;
  heldOn: string;
  writtenBy: string;
  writtenAt: Date;
  status: MeetingMinutes['status'];
  enterpriseBy: string | null;
  enterpriseAt: Date | null;
  vendorBy: string | null;
  vendorAt: Date | null;
  returnedSide: Side | null;
  reason: string | null;
  returnedBy: string | null;
  returnedAt: Date | null;
};

/** The last revision of a meeting's minutes. The meeting must be locked. Throws NotFound. */
export async function lastMinutes(tx: Tx, meetingId: string): Promise<MeetingMinutes> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT meeting_id AS "meetingId", revision, contract_id AS "contractId", vendor_id AS "vendorId", month,
            summary, attendees, to_char(held_on, 'YYYY-MM-DD') AS "heldOn", written_by AS "writtenBy",
            written_at AS "writtenAt", status, enterprise_by AS "enterpriseBy", enterprise_at AS "enterpriseAt",
            vendor_by AS "vendorBy", vendor_at AS "vendorAt", returned_side AS "returnedSide", reason,
            returned_by AS "returnedBy", returned_at AS "returnedAt"
     FROM meeting_minutes WHERE meeting_id = $1 ORDER BY revision DESC LIMIT 1`,
    [meetingId],
  );
  if (!row) throw new NotFound('minutes', meetingId);
  return fromRow(row);
}

/** Adds a revision, or stores what became of it. */
export function saveMinutes(tx: Tx, minutes: MeetingMinutes): void {
  const row = toRow(minutes);
  tx.write(
    `INSERT INTO meeting_minutes (meeting_id, revision, contract_id, vendor_id, month, summary, attendees,
       held_on, written_by, written_at, status, enterprise_by, enterprise_at, vendor_by, vendor_at,
       returned_side, reason, returned_by, returned_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     ON CONFLICT (meeting_id, revision) DO UPDATE SET status = excluded.status,
       enterprise_by = excluded.enterprise_by, enterprise_at = excluded.enterprise_at,
       vendor_by = excluded.vendor_by, vendor_at = excluded.vendor_at, returned_side = excluded.returned_side,
       reason = excluded.reason, returned_by = excluded.returned_by, returned_at = excluded.returned_at`,
    [
      ...[row.meetingId, row.revision, row.contractId, row.vendorId, row.month, row.summary, row.attendees],
      ...[row.heldOn, row.writtenBy, row.writtenAt, row.status, row.enterpriseBy, row.enterpriseAt],
      ...[row.vendorBy, row.vendorAt, row.returnedSide, row.reason, row.returnedBy, row.returnedAt],
    ],
  );
}

export function toRow(minutes: MeetingMinutes): Row {
  const { meetingId, revision, contractId, vendorId, month, summary, attendees, heldOn } = minutes;
  const { ENTERPRISE, VENDOR } = minutes.status === 'returned' ? {} : minutes.confirmations;
  const returned = minutes.status === 'returned' ? minutes : null;
  return {
    ...{ meetingId, revision, contractId, vendorId, month, summary, attendees, heldOn },
    ...{ writtenBy: minutes.writtenBy, writtenAt: minutes.writtenAt, status: minutes.status },
    ...{ enterpriseBy: ENTERPRISE?.by ?? null, enterpriseAt: ENTERPRISE?.at ?? null },
    ...{ vendorBy: VENDOR?.by ?? null, vendorAt: VENDOR?.at ?? null },
    ...{ returnedSide: returned?.returnedSide ?? null, reason: returned?.reason ?? null },
    ...{ returnedBy: returned?.returnedBy ?? null, returnedAt: returned?.returnedAt ?? null },
  };
}

/** The CHECKs minutes_pairs, minutes_both_sides and minutes_return stand behind each `!`. */
export function fromRow(row: Row): MeetingMinutes {
  const { meetingId, revision, contractId, vendorId, month, summary, attendees, heldOn, status } = row;
  const { writtenBy, writtenAt } = row;
  const written = {
    ...{ meetingId, revision, contractId, vendorId, month, summary, attendees, heldOn },
    ...{ writtenBy, writtenAt },
  };
  const enterprise = { by: row.enterpriseBy!, at: row.enterpriseAt! };
  const vendor = { by: row.vendorBy!, at: row.vendorAt! };
  switch (status) {
    case 'proposed': {
      const confirmations = {
        ...(row.enterpriseBy !== null && { ENTERPRISE: enterprise }),
        ...(row.vendorBy !== null && { VENDOR: vendor }),
      };
      return { ...written, status, confirmations };
    }
    case 'confirmed':
      return { ...written, status, confirmations: { ENTERPRISE: enterprise, VENDOR: vendor } };
    case 'returned': {
      const { returnedSide, reason, returnedBy, returnedAt } = row;
      return {
        ...{ ...written, status, returnedSide: returnedSide!, reason: reason! },
        ...{ returnedBy: returnedBy!, returnedAt: returnedAt! },
      };
    }
  }
}
