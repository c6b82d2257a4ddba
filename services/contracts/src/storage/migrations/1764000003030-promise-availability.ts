import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a contract promises of services, and the policy's numbers for what it leaves out. Clause 2.2.1c. */
export class PromiseAvailability1764000003030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contracts ADD COLUMN availability jsonb; -- NULL promises nothing

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('availability-target-per-mille', '2000-01-01', '2.2.1c', '999'),
        ('availability-notice-hours', '2000-01-01', '2.2.1c', '48'),
        ('availability-monthly-quota-minutes', '2000-01-01', '2.2.1c', '240');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
