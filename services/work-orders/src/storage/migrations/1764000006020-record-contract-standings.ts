import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of contracts in force: no new work is given out under one that is suspended or over. */
export class RecordContractStandings1764000006020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contract_standings (
        contract_id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL,
        standing text NOT NULL CHECK (standing IN ('in-force', 'suspended', 'terminated', 'expired')));
      ALTER TABLE contract_standings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON contract_standings USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON contract_standings TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
