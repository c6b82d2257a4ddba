import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Legal terms as values, and who waived what the linter warned of. Clauses 1.1.2, 2.2.2b, 2.2.3, 3.3.2. */
export class KeepLegalTerms1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Contracts from before state none; the default goes, so that a later one cannot leave them out unseen.
      ALTER TABLE contracts
        ADD COLUMN legal jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN scope jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN rate_card jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE contracts
        ALTER COLUMN legal DROP DEFAULT, ALTER COLUMN scope DROP DEFAULT, ALTER COLUMN rate_card DROP DEFAULT;

      CREATE TABLE waivers (
        contract_id uuid NOT NULL REFERENCES contracts,
        contract_version int NOT NULL CHECK (contract_version >= 1),
        rule_id text NOT NULL,
        vendor_id uuid NOT NULL,
        office_head_by text,
        office_head_reason text,
        legal_by text,
        legal_reason text,
        PRIMARY KEY (contract_id, contract_version, rule_id),
        CONSTRAINT waivers_two_persons CHECK (office_head_by <> legal_by),
        CONSTRAINT waivers_reasons CHECK (
          (office_head_by IS NULL) = (office_head_reason IS NULL) AND (legal_by IS NULL) = (legal_reason IS NULL)));
      ALTER TABLE waivers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON waivers USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON waivers TO contracts_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
