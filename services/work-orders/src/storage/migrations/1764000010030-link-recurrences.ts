import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A fault that comes back after its work order may no longer be reopened. S8. */
export class LinkRecurrences1764000010030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE work_orders ADD COLUMN recurrence_of uuid REFERENCES work_orders (id);
      CREATE INDEX work_orders_recurrence ON work_orders (recurrence_of) WHERE recurrence_of IS NOT NULL;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('reopening-days', '2000-01-01', 'D1', '7');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
