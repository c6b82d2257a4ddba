import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The breaches that are known, and what they earn by the contract's credit regime. Clause 1.1.4, D5. */
export class CreateServiceCredits1764000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contract_versions ADD COLUMN credit_regime jsonb');
    await runner.query(BREACHES);
    await runner.query(CREDITS);
    for (const table of ['breaches', 'service_credits', 'service_credit_reversals']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
    for (const table of ['service_credits', 'service_credit_reversals']) {
      await runner.query(`
        CREATE TRIGGER ${table}_final BEFORE UPDATE ON ${table} FOR EACH ROW
          EXECUTE FUNCTION refuse_change();`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const BREACHES = `
  CREATE TABLE breaches (
    id uuid PRIMARY KEY, -- of the milestone, or of the service's month
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    promise text NOT NULL,
    quarter text CHECK (quarter ~ '^\\d{4}Q[1-4]$'), -- in which it was decided; none once it was taken back
    measure jsonb,
    source_id uuid NOT NULL, -- the event that told it last
    reckoned_id uuid); -- the event by which credits were reckoned last
  CREATE INDEX breaches_contract ON breaches (contract_id);
  CREATE INDEX breaches_open ON breaches (contract_id) WHERE reckoned_id IS DISTINCT FROM source_id;

  GRANT SELECT, INSERT, UPDATE ON breaches TO finance_app;`;

const CREDITS = `
  CREATE TABLE service_credits (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    contract_version int NOT NULL CHECK (contract_version >= 1),
    breach_id uuid NOT NULL,
    promise text NOT NULL,
    month text NOT NULL CHECK (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
    clause_id text NOT NULL,
    units bigint NOT NULL CHECK (units > 0),
    is_repeat boolean NOT NULL,
    earned_minor bigint NOT NULL,
    granted_minor bigint NOT NULL CHECK (granted_minor >= 0),
    capped_minor bigint NOT NULL CHECK (capped_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    source_id uuid NOT NULL,
    correction_of uuid UNIQUE REFERENCES service_credits,
    granted_at timestamptz(3) NOT NULL,
    CONSTRAINT service_credits_earned CHECK (earned_minor = granted_minor + capped_minor));
  CREATE INDEX service_credits_contract ON service_credits (contract_id, id);
  CREATE INDEX service_credits_breach ON service_credits (breach_id);

  CREATE TABLE service_credit_reversals (
    id uuid PRIMARY KEY REFERENCES service_credits, -- a credit is reversed once
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    source_id uuid NOT NULL,
    reversed_at timestamptz(3) NOT NULL);
  CREATE INDEX service_credit_reversals_contract ON service_credit_reversals (contract_id);

  -- Neither is ever changed.
  GRANT SELECT, INSERT ON service_credits, service_credit_reversals TO finance_app;`;
