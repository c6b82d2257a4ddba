import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a contract's fee covers, and work orders that wait because it does not cover them. Clause 1.1.2. */
export class ReviewScope1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contract_versions ADD scope jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE contract_versions ALTER scope DROP DEFAULT; -- every writer says it from now on

      ALTER TABLE work_orders DROP CONSTRAINT work_orders_status_check, ADD CONSTRAINT work_orders_status_check
        CHECK (status IN ('reported', 'scope-review', 'dispatched', 'accepted', 'on-site', 'paused', 'resolved',
          'closed'));
      ALTER TABLE facts DROP CONSTRAINT facts_kind_check, ADD CONSTRAINT facts_kind_check
        CHECK (kind IN ('REPORTED', 'SCOPE_REVIEW', 'SCOPE_WITHDRAWN', 'DISPATCHED', 'ACCEPTED', 'ARRIVED', 'PAUSED',
          'RESUMED', 'SEVERITY_CHANGED', 'RESOLVED', 'REOPENED', 'CLOSED'));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
