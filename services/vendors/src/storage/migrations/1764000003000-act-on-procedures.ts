import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an appraisal's procedure decided changes the tier or eliminates the vendor. Clause 1.3.2, D7 E2. */
export class ActOnProcedures1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE vendors
        ADD eliminated_at timestamptz(3),
        ADD eliminated_for uuid,
        ADD readmission_on date,
        DROP CONSTRAINT vendors_status_check,
        ADD CONSTRAINT vendors_status_check
          CHECK (status IN ('registered', 'admitted', 'restricted', 'eliminated')),
        DROP CONSTRAINT vendors_admission,
        ADD CONSTRAINT vendors_admission CHECK ((admitted_at IS NULL) = (admitted_by IS NULL) AND (
          status = 'eliminated' OR (status <> 'registered') = (admitted_at IS NOT NULL))),
        ADD CONSTRAINT vendors_elimination CHECK ((status = 'eliminated') = ALL (ARRAY[
          eliminated_at IS NOT NULL, eliminated_for IS NOT NULL, readmission_on IS NOT NULL]));
      GRANT UPDATE (eliminated_at, eliminated_for, readmission_on) ON vendors TO vendors_app;

      -- Each decision once, with what came of it.
      CREATE TABLE procedure_decisions (
        procedure_id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL REFERENCES vendors,
        contract_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('DOWNGRADE', 'ELIMINATION')),
        quarter text NOT NULL CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
        is_upheld boolean NOT NULL,
        decided_at timestamptz(3) NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('DOWNGRADED', 'ELIMINATED', 'UNCHANGED')),
        CONSTRAINT procedure_decisions_upheld CHECK (is_upheld OR outcome = 'UNCHANGED'));
      CREATE INDEX procedure_decisions_of_vendor ON procedure_decisions (vendor_id, decided_at);
      ALTER TABLE procedure_decisions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON procedure_decisions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT ON procedure_decisions TO vendors_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('readmission-lock-months', '2000-01-01', '1.3.2', '24');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
