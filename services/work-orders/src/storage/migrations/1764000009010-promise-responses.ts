import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A contract may promise, too, when the vendor takes the work on. Clause 2.2.1. */
export class PromiseResponses1764000009010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE milestones DROP CONSTRAINT milestones_kind_check, ADD CONSTRAINT milestones_kind_check
        CHECK (kind IN ('RESPONSE', 'ON_SITE', 'CLOSURE'));
      ALTER TABLE clock_warnings DROP CONSTRAINT clock_warnings_kind_check,
        ADD CONSTRAINT clock_warnings_kind_check CHECK (kind IN ('RESPONSE', 'ON_SITE', 'CLOSURE'));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
