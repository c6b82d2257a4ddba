import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What contracts and vendors told: terms by version, and skills. */
export class RecordContracts1764000000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contract_versions (
        contract_id uuid, contract_version int,
        vendor_id uuid NOT NULL,
        effective_at timestamptz(3) NOT NULL,
        start_on date NOT NULL,
        end_on date NOT NULL,
        categories text[] NOT NULL,
        working_time jsonb NOT NULL,
        sla_targets jsonb NOT NULL,
        PRIMARY KEY (contract_id, contract_version));
      CREATE TABLE vendor_skills (vendor_id uuid PRIMARY KEY, categories text[] NOT NULL);

      ALTER TABLE contract_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE vendor_skills ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON contract_versions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON vendor_skills USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      GRANT SELECT, INSERT, UPDATE ON contract_versions, vendor_skills TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
