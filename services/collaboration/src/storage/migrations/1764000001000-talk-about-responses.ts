import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A response that came late is talked about, too. Clause 2.3.2c. */
export class TalkAboutResponses1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agenda_items DROP CONSTRAINT agenda_items_kind_check, ADD CONSTRAINT agenda_items_kind_check
        CHECK (kind IN ('RESPONSE', 'ON_SITE', 'CLOSURE'));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
