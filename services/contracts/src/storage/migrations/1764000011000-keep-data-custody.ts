import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The enterprise's data that vendors were given, and their certificates that none is kept. Clause 2.2.3a. */
export class KeepDataCustody1764000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE data_items (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL REFERENCES contracts,
        vendor_id uuid NOT NULL,
        code text NOT NULL,
        classification text NOT NULL CHECK (classification IN ('GENERAL', 'PERSONAL', 'IMPORTANT', 'CORE')),
        at_end text NOT NULL CHECK (at_end IN ('RETURN', 'DELETION')),
        is_certificate_required boolean NOT NULL,
        what text NOT NULL,
        handed_at timestamptz(3) NOT NULL,
        handed_by text NOT NULL);
      CREATE INDEX data_items_contract ON data_items (contract_id, id);

      CREATE TABLE data_certificates (
        id uuid PRIMARY KEY,
        item_id uuid NOT NULL REFERENCES data_items,
        vendor_id uuid NOT NULL,
        reference text NOT NULL,
        file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
        recorded_at timestamptz(3) NOT NULL,
        recorded_by text NOT NULL,
        is_accepted boolean,
        verified_by text,
        verified_at timestamptz(3),
        rejection_reason text,
        CONSTRAINT data_certificates_two_persons CHECK (verified_by <> recorded_by),
        CONSTRAINT data_certificates_verdict CHECK (
          (is_accepted IS NULL) = ALL (ARRAY[verified_by IS NULL, verified_at IS NULL])),
        CONSTRAINT data_certificates_rejection CHECK (
          (is_accepted IS NOT DISTINCT FROM false) = (rejection_reason IS NOT NULL)));
      -- At most one counts, or waits to.
      CREATE UNIQUE INDEX data_certificates_item ON data_certificates (item_id)
        WHERE is_accepted IS DISTINCT FROM false;

      ALTER TABLE data_items ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE data_certificates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON data_items USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON data_certificates USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT ON data_items TO contracts_app;
      GRANT SELECT, INSERT, UPDATE (is_accepted, verified_by, verified_at, rejection_reason)
        ON data_certificates TO contracts_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
