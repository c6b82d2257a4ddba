import { Page, view, type ReadTx } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsUUID } from 'class-validator';
import { EXIT_STATES, statusOf, type Exit, type ExitStatus } from '../domain/exit';
import { closingBlockers, releaseBlockers, textOf, type Blocker } from '../domain/exit-blockers';
import { ITEM_KINDS, ITEM_STATES, type HandoverItem, type ItemKind } from '../domain/handover-item';
import { factsSeen } from './contract-facts';
import { seenExit } from './exits';
import { itemsOf } from './handover-items';

/** Of one vendor, contract or state, or of all. */
export class ExitsPage extends Page {
  @IsOptional() @IsUUID() vendorId?: string;
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @IsIn(EXIT_STATES) status?: ExitStatus;
}
export type ExitSummary = {
  readonly exitId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly status: ExitStatus;
  readonly cause: Exit['cause'];
  readonly lastOn: string | null;
  readonly transitionEndsOn: string | null;
};

/** Exits in the order of their ids. `next` is the `after` of the next page. Clause 2.4.2. */
export const exitsPage = view(
  ExitsPage,
  async ({ manager }, { after, limit, vendorId, contractId, status }) => {
    const items = await manager.query<ExitSummary[]>(
      `SELECT id AS "exitId", contract_id AS "contractId", vendor_id AS "vendorId", status, cause,
              to_char(last_on, 'YYYY-MM-DD') AS "lastOn",
              to_char(transition_ends_on, 'YYYY-MM-DD') AS "transitionEndsOn"
       FROM exits WHERE ($1::uuid IS NULL OR id > $1) AND ($2::uuid IS NULL OR vendor_id = $2)
         AND ($3::uuid IS NULL OR contract_id = $3) AND ($4::text IS NULL OR status = $4)
       ORDER BY id LIMIT $5`,
      [after ?? null, vendorId ?? null, contractId ?? null, status ?? null, limit],
    );
    return { items, next: items.length === limit ? items.at(-1)!.exitId : null };
  },
);

export class OneExit {
  @IsUUID() exitId!: string;
}

type Progress = { readonly kind: ItemKind; readonly total: number; readonly accepted: number };

/** One exit with its facts, and how far its handover has come. Throws NotFound. Clause 2.4.2. */
export const oneExit = view(OneExit, async (tx, { exitId }) => {
  const { id: _, ...exit } = await seenExit(tx, exitId);
  const items = await itemsOf(tx, exitId);
  const handover = ITEM_KINDS.map((kind): Progress => {
    const own = items.filter((item) => item.kind === kind);
    return { kind, total: own.length, accepted: own.filter(({ status }) => status === 'accepted').length };
  });
  return { exitId, ...exit, status: statusOf(exit), handover };
});

/** Of one kind or state, or all. */
export class HandoverItemsPage extends Page {
  @IsUUID() exitId!: string;
  @IsOptional() @IsIn(ITEM_KINDS) kind?: ItemKind;
  @IsOptional() @IsIn(ITEM_STATES) status?: HandoverItem['status'];
}

/** The items of an exit in the order of their ids. Throws NotFound. Clause 2.4.2a. */
export const handoverItemsPage = view(
  HandoverItemsPage,
  async (tx, { exitId, kind, status, after, limit }) => {
    await seenExit(tx, exitId);
    const items = await tx.manager.query<{ itemId: string }[]>(
      `SELECT id AS "itemId", kind, code, what, status, refusal, proof, listed_at AS "listedAt",
              handed_at AS "handedAt", handed_by AS "handedBy", accepted_at AS "acceptedAt",
              accepted_by AS "acceptedBy"
       FROM handover_items WHERE exit_id = $1 AND ($2::uuid IS NULL OR id > $2)
         AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR status = $4)
       ORDER BY id LIMIT $5`,
      [exitId, after ?? null, kind ?? null, status ?? null, limit],
    );
    return { items, next: items.length === limit ? items.at(-1)!.itemId : null };
  },
);

export class ExitBlockers {
  @IsUUID() exitId!: string;
  @IsISO8601({ strict: true }) asOf!: string;
}

/** What is in the way of the deposit's release and of the closing. Throws NotFound. D6.9, D7 E1. */
export const exitBlockers = view(ExitBlockers, async ({ manager }: ReadTx, { exitId, asOf }) => {
  const tx = { manager, now: new Date(asOf) };
  const exit = await seenExit(tx, exitId);
  const known = [exit, await itemsOf(tx, exitId), await factsSeen(tx, exit.contractId), tx.now] as const;
  const said = (blockers: readonly Blocker[]) =>
    blockers.map((blocker) => ({ ...blocker, text: textOf(blocker) }));
  return {
    ...{ exitId, asOf, status: statusOf(exit) },
    blockers: said(releaseBlockers(...known)),
    closing: exit.closedAt ? [] : said(closingBlockers(...known)),
  };
});
