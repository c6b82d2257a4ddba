import { Page, view } from '@steward/messaging';
import type { MoneyWire } from '@steward/money';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { MovementKind } from '../domain/custodian-statement';
import type { Break } from '../domain/escrow-break';
import { fromRow, INSTRUCTION, type InstructionRow } from './custodian-instructions';

/** Instructions that are read at once. */
const BATCH = 100;
class Unsent {}

/** What the custodian is to be told next; nothing goes back while its statement is not explained. 3.3.1c. */
export const unsentInstructions = view(Unsent, async ({ manager }) => {
  const rows = await manager.query<InstructionRow[]>(
    `SELECT ${INSTRUCTION} FROM custodian_instructions i
     WHERE sent_at IS NULL AND (kind <> 'RETURN' OR NOT EXISTS (
       SELECT FROM escrow_breaks b WHERE b.contract_id = i.contract_id AND b.approved_at IS NULL))
     ORDER BY id LIMIT ${BATCH}`,
  );
  return rows.map(fromRow);
});

export class EscrowPage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
}
export class BreaksPage extends EscrowPage {
  @IsOptional() @IsIn(['open', 'resolved']) status?: 'open' | 'resolved';
}
export type ShownInstruction = {
  readonly instructionId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: 'RETURN' | 'DEDUCTION';
  readonly purpose: string;
  readonly amount: MoneyWire;
  readonly beneficiary: string;
  readonly orderedAt: Date;
  /** When the custodian was told; null while it is not. */
  readonly sentAt: Date | null;
  /** The custodian's number of its movement; null while it has not moved it. */
  readonly custodianReference: string | null;
};
export type ShownMovement = {
  readonly movementId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly custodianReference: string;
  readonly kind: MovementKind;
  readonly amount: MoneyWire;
  readonly movedOn: string;
  readonly instructionId: string | null;
  /** False where nobody had ordered it. */
  readonly isBooked: boolean;
  /** By the custodian's statement; null while it is on none. */
  readonly closing: MoneyWire | null;
};
export type ShownBreak = {
  readonly breakId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: Break['kind'];
  readonly custodianReference: string;
  readonly stated: MoneyWire;
  readonly booked: MoneyWire | null;
  readonly statedOn: string;
  readonly foundAt: Date;
  readonly status: 'open' | 'resolved';
  readonly reason: string | null;
  readonly resolvedAt: Date | null;
};

const sum = (column: string, currency = 'currency') =>
  `json_build_object('amountMinor', ${column}::text, 'currency', ${currency})`;
const maybe = (column: string) => `CASE WHEN ${column} IS NOT NULL THEN ${sum(column)} END`;

/** What the custodian was told to move, in the order of its ids. Clause 3.3.1c. */
export const instructionsPage = view(EscrowPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ShownInstruction[]>(
    `SELECT i.id AS "instructionId", i.contract_id AS "contractId", i.vendor_id AS "vendorId", i.kind, i.purpose,
       ${sum('i.amount_minor', 'i.currency')} AS amount, i.beneficiary, i.ordered_at AS "orderedAt",
       i.sent_at AS "sentAt", m.custodian_reference AS "custodianReference"
     FROM custodian_instructions i LEFT JOIN custodian_movements m
       ON m.contract_id = i.contract_id AND m.instruction_id = i.id
     WHERE ($1::uuid IS NULL OR i.id > $1) AND ($3::uuid IS NULL OR i.contract_id = $3) ORDER BY i.id LIMIT $2`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.instructionId : null };
});

/** What the custodian has moved, in the order in which it was recorded. Clause 3.3.1c. */
export const movementsPage = view(EscrowPage, async ({ manager }, { after, limit, contractId }) => {
  const items = await manager.query<ShownMovement[]>(
    `SELECT id AS "movementId", contract_id AS "contractId", vendor_id AS "vendorId",
       custodian_reference AS "custodianReference", kind, ${sum('amount_minor')} AS amount,
       to_char(moved_on, 'YYYY-MM-DD') AS "movedOn", instruction_id AS "instructionId",
       is_booked AS "isBooked", ${maybe('closing_minor')} AS closing
     FROM custodian_movements
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.movementId : null };
});

/** Where the custodian's statements and the ledger differ, or did. Clause 3.3.1c. */
export const breaksPage = view(BreaksPage, async ({ manager }, { after, limit, contractId, status }) => {
  const items = await manager.query<ShownBreak[]>(
    `SELECT id AS "breakId", contract_id AS "contractId", vendor_id AS "vendorId", kind,
       custodian_reference AS "custodianReference", ${sum('stated_minor')} AS stated,
       ${maybe('booked_minor')} AS booked, to_char(stated_on, 'YYYY-MM-DD') AS "statedOn",
       found_at AS "foundAt", CASE WHEN approved_at IS NULL THEN 'open' ELSE 'resolved' END AS status, reason,
       approved_at AS "resolvedAt"
     FROM escrow_breaks
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
       AND ($4::text IS NULL OR (approved_at IS NULL) = ($4 = 'open')) ORDER BY id LIMIT $2`,
    [after ?? null, limit, contractId ?? null, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.breakId : null };
});
