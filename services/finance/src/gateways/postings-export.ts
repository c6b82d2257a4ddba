import { Injectable } from '@nestjs/common';
import { checked, Clock, UseCases, type Actor } from '@steward/messaging';
import { csvOf, ServiceConfig } from '@steward/platform';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  ensureClosed,
  erpAccountsOf,
  EXPORT_COLUMNS,
  exportLine,
  OWN_ACCOUNTS,
  type ErpAccounts,
} from '../domain/posting-export';
import { ExportQuery, postingLines } from '../storage/posting-export-views';

/** Journals that are read at once. */
const JOURNALS = 500;
/** Below every id. */
const LOWEST = '00000000-0000-0000-0000-000000000000';

type Period = { readonly from: Date; readonly to: Date };

/** The ledger's postings as CSV for the ERP. D6. */
@Injectable()
export class PostingsExport {
  constructor(
    private readonly useCases: UseCases,
    private readonly clock: Clock,
    private readonly config: ServiceConfig,
  ) {}

  /**
   * The postings of a period that has ended, and the SHA-256 of their bytes. They are read twice: what cannot
   * be exported is refused before the first byte, and a stream that would not be what its hash says breaks
   * off. Throws InputRefused and RuleBroken.
   */
  async open(raw: ExportQuery, actor: Actor): Promise<{ readonly hash: string; readonly content: Readable }> {
    const { from, to, bom } = await checked(ExportQuery, raw);
    const period = { from: new Date(from), to: new Date(to) };
    ensureClosed(period, this.clock.now());
    const accounts = await this.accounts();
    const hashing = createHash('sha256');
    for await (const part of this.parts(period, bom, accounts, actor)) hashing.update(part);
    const hash = hashing.digest('hex');
    return { hash, content: Readable.from(this.proven(this.parts(period, bom, accounts, actor), hash)) };
  }

  private async accounts(): Promise<ErpAccounts> {
    const file = this.config.ERP_ACCOUNTS_FILE;
    if (file === undefined) return OWN_ACCOUNTS;
    return erpAccountsOf(await readFile(file, 'utf8').catch(() => ''));
  }

  private async *parts({ from, to }: Period, bom: boolean, accounts: ErpAccounts, actor: Actor) {
    yield csvOf(EXPORT_COLUMNS, [], { bom });
    let after = { afterPostedAt: from, afterId: LOWEST };
    for (;;) {
      const page = { from, to, ...after, limit: JOURNALS };
      const lines = await this.useCases.read(postingLines, page, actor);
      const last = lines.at(-1);
      if (!last) return;
      const rows = lines.map((line) => exportLine(line, accounts));
      yield csvOf(EXPORT_COLUMNS, rows, { header: false });
      after = { afterPostedAt: last.postedAt, afterId: last.journalId };
    }
  }

  private async *proven(parts: AsyncIterable<string>, hash: string) {
    const hashing = createHash('sha256');
    for await (const part of parts) {
      hashing.update(part);
      yield part;
    }
    if (hashing.digest('hex') !== hash) throw new Error('The ledger changed while it was exported.');
  }
}
