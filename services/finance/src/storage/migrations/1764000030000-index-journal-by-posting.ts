import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A period of the ledger is read in the order of posting, page by page. D6. */
export class IndexJournalByPosting1764000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX journal_posted ON journal (posted_at, id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
