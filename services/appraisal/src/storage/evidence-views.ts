import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { Appeal, AppealItem, Ruling } from '../domain/appeal';
import type { Bonus, Document, Saving } from '../domain/bonus';
import type { RedLine } from '../domain/red-line';

type Evidence = {
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly statement: string;
  readonly documents: readonly Document[];
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** Why it was refused or dropped, or how an appeal was decided. */
  readonly reason: string | null;
};
export type BonusShown = Evidence & {
  readonly bonusId: string;
  readonly kind: Bonus['kind'];
  readonly saving: Saving | null;
  readonly status: Bonus['status'];
  readonly claimedBy: string;
  readonly claimedAt: Date;
};
export type RedLineShown = Evidence & {
  readonly redLineId: string;
  readonly kind: RedLine['kind'];
  readonly occurredOn: string;
  readonly status: RedLine['status'];
  readonly recordedBy: string;
  readonly recordedAt: Date;
};
export type AppealShown = Evidence & {
  readonly appealId: string;
  readonly appraisalId: string;
  readonly revision: number;
  readonly items: readonly AppealItem[];
  readonly status: Appeal['status'];
  readonly rulings: readonly Ruling[] | null;
  readonly filedBy: string;
  readonly filedAt: Date;
  readonly decisionDueAt: Date;
};

export class EvidencePage extends Page {
  @IsOptional() @IsUUID() contractId?: string;
  @IsOptional() @Matches(/^\d{4}Q[1-4]$/) quarter?: string;
}

const SHARED = `contract_id AS "contractId", vendor_id AS "vendorId", quarter, statement, documents, status,
  decided_by AS "decidedBy", decided_at AS "decidedAt", reason`;

/** By id; `next` is the `after` of the next page. */
const pageOf = <Shown>(table: string, id: keyof Shown & string, columns: string) =>
  view(EvidencePage, async ({ manager }, { after, limit, contractId, quarter }) => {
    const items = await manager.query<Shown[]>(
      `SELECT id AS "${id}", ${SHARED}, ${columns} FROM ${table}
       WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR contract_id = $3)
         AND ($4::text IS NULL OR quarter = $4)
       ORDER BY id LIMIT $2`,
      [after ?? null, limit, contractId ?? null, quarter ?? null],
    );
    return { items, next: items.length === limit ? items.at(-1)![id] : null };
  });

/** Claims of points beside the KPIs. Clause 2.4.1. */
export const bonusesPage = pageOf<BonusShown>(
  'bonuses',
  'bonusId',
  `kind, saving, claimed_by AS "claimedBy", claimed_at AS "claimedAt"`,
);
/** Red lines that were said to be crossed. D3. */
export const redLinesPage = pageOf<RedLineShown>(
  'red_lines',
  'redLineId',
  `kind, to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", recorded_by AS "recordedBy",
   recorded_at AS "recordedAt"`,
);
/** Appeals with their decisions. Clause 1.3.1. */
export const appealsPage = pageOf<AppealShown>(
  'appeals',
  'appealId',
  `appraisal_id AS "appraisalId", revision, items, rulings, filed_by AS "filedBy", filed_at AS "filedAt",
   decision_due_at AS "decisionDueAt"`,
);
