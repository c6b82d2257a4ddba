import type { MigrationInterface, QueryRunner } from 'typeorm';

const VENDORS_OWN = ['vendors', 'log_contracts', 'periods', 'appraisals', 'settlements', 'deposits'];

/**
 * What others announced of each contract's quarter, side by side. Nothing here is decided, so nothing is
 * lost.
 */
export class CreateQuarters1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vendors (vendor_id uuid PRIMARY KEY, code text NOT NULL, name text NOT NULL);

      CREATE TABLE logs (
        log text PRIMARY KEY,
        revision int NOT NULL CHECK (revision > 0),
        as_of timestamptz(3) NOT NULL,
        timezone text NOT NULL,
        rows_read int NOT NULL, rows_applied int NOT NULL, rows_refused int NOT NULL, rows_warned int NOT NULL,
        ended_at timestamptz(3) NOT NULL);
      -- Every quarter that any import of the log touched.
      CREATE TABLE log_quarters (
        log text, quarter text CHECK (quarter ~ '^\\d{4}Q[1-4]$'), PRIMARY KEY (quarter, log));
      -- The contracts of the log's latest import are those of its revision, in the profile's order.
      CREATE TABLE log_contracts (
        log text, revision int, ordinal int,
        contract_id uuid NOT NULL, vendor_id uuid NOT NULL, vendor_code text NOT NULL,
        PRIMARY KEY (log, revision, ordinal));

      CREATE TABLE periods (
        contract_id uuid, quarter text, vendor_id uuid NOT NULL, revision int NOT NULL,
        on_site jsonb NOT NULL, closure jsonb NOT NULL, work_orders int NOT NULL,
        PRIMARY KEY (contract_id, quarter));
      CREATE TABLE appraisals (
        contract_id uuid, quarter text, vendor_id uuid NOT NULL, revision int NOT NULL, score text,
        on_site jsonb NOT NULL, closure jsonb NOT NULL, work_orders int NOT NULL,
        PRIMARY KEY (contract_id, quarter));
      CREATE TABLE settlements (
        contract_id uuid, quarter text, vendor_id uuid NOT NULL, appraisal_revision int NOT NULL,
        currency text NOT NULL, base_minor bigint NOT NULL, pool_minor bigint NOT NULL,
        performance_pay_minor bigint NOT NULL, total_minor bigint NOT NULL,
        PRIMARY KEY (contract_id, quarter));
      CREATE TABLE deposits (
        contract_id uuid PRIMARY KEY, vendor_id uuid NOT NULL, currency text NOT NULL,
        required_minor bigint, balance_minor bigint NOT NULL);

      -- Not a vendor's rows: anybody who is somebody may see how many rows a log has and which quarters.
      ${['logs', 'log_quarters'].map((table) => secured(table, `current_setting('app.actor', true) <> ''`)).join('')}
      ${VENDORS_OWN.map((table) => secured(table, OWN)).join('')}
      GRANT SELECT, INSERT, UPDATE ON ${[...VENDORS_OWN, 'logs', 'log_quarters'].join(', ')} TO console_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const OWN = `current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id)`;
const secured = (table: string, condition: string): string => `
      ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON ${table} USING (${condition});`;
