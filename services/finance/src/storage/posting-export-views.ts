import { view } from '@steward/messaging';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsInt, IsISO8601, IsUUID, Matches } from 'class-validator';
import type { PostingLine } from '../domain/posting-export';

const OFFSET = /T.*(Z|[+-]\d{2}:\d{2})$/;
const AN_INSTANT = { message: '$property must be an instant with an offset, as 2026-10-01T00:00:00+08:00' };

/** Which postings are exported: those of a half-open period, by the instant of their posting. */
export class ExportQuery {
  /** With an offset; it is within the period. */
  @IsISO8601({ strict: true }) @Matches(OFFSET, AN_INSTANT) from!: string;
  /** With an offset; it is beyond the period. */
  @IsISO8601({ strict: true }) @Matches(OFFSET, AN_INSTANT) to!: string;
  /** Begin with a byte order mark, by which Excel knows UTF-8. */
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  bom: boolean = false;
}

export class PostingLinesPage {
  @IsDate() from!: Date;
  @IsDate() to!: Date;
  /** The last journal of the page before; at first `from` and the lowest id. */
  @IsDate() afterPostedAt!: Date;
  @IsUUID('all') afterId!: string;
  @IsInt() limit!: number;
}

/** The lines of the next journals of a period, by instant, journal and line. At most `limit` journals. */
export const postingLines = view(
  PostingLinesPage,
  ({ manager }, { from, to, afterPostedAt, afterId, limit }): Promise<readonly PostingLine[]> =>
    manager.query(
      `WITH page AS (
         SELECT * FROM journal
         WHERE posted_at >= $1 AND posted_at < $2 AND (posted_at, id) > ($3::timestamptz, $4::uuid)
         ORDER BY posted_at, id LIMIT $5)
       SELECT j.id AS "journalId", p.line, j.posted_at AS "postedAt", j.kind, j.contract_id AS "contractId",
              j.vendor_id AS "vendorId", p.account, p.debit_minor AS "debitMinor",
              p.credit_minor AS "creditMinor", p.currency, j.clause_id AS "clauseId", j.memo,
              j.command_id AS "commandId"
       FROM page j JOIN postings p ON p.journal_id = j.id
       ORDER BY j.posted_at, j.id, p.line`,
      [from, to, afterPostedAt, afterId, limit],
    ),
);
