import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the quarters that were closed only those are counted again of which something has changed since. */
export class RecountWhatChanged1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One that was closed just now is counted once more: what was under way then has ended.
      ALTER TABLE periods ADD is_stale boolean NOT NULL DEFAULT true;
      CREATE INDEX periods_stale ON periods (contract_id) WHERE is_stale;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
