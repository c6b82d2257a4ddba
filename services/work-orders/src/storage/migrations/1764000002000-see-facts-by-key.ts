import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A fact is seen by whoever sees its work order, found by its key. As EXISTS the planner made a table of all
 * work orders of the vendor, for each command again.
 */
export class SeeFactsByKey1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY rows_of_the_actor ON facts;
      CREATE POLICY rows_of_the_actor ON facts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM work_orders w WHERE w.id = work_order_id));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
