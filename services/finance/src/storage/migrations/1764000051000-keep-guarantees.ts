import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Banks that stand for a deposit in place of cash. Clause 3.3.1a, D6. */
export class KeepGuarantees1764000051000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deposits ADD guaranteed_minor bigint NOT NULL DEFAULT 0 CHECK (guaranteed_minor >= 0);
      ALTER TABLE deposits ALTER guaranteed_minor DROP DEFAULT;
      CREATE TABLE planned_ends (contract_id uuid PRIMARY KEY, vendor_id uuid NOT NULL, end_on date NOT NULL);
      GRANT SELECT, INSERT ON planned_ends TO finance_app;`);
    await runner.query(GUARANTEES);
    for (const table of ['planned_ends', 'guarantees']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
    await runner.query(`
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('guarantee-margin-days', '2000-01-01', '3.3.1a', '30'),
        ('guarantee-warning-days', '2000-01-01', '3.3.1a', '30');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const GUARANTEES = `
  CREATE TABLE guarantees (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    issuer text NOT NULL,
    number text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    expires_on date NOT NULL,
    file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
    replaces uuid REFERENCES guarantees,
    recorded_by text NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    verified_by text,
    verified_at timestamptz(3),
    closing_kind text CHECK (closing_kind IN ('CALLED', 'ENDED')),
    closing_reason text,
    closing_by text,
    closing_at timestamptz(3),
    closed_kind text CHECK (closed_kind IN ('CALLED', 'ENDED', 'REPLACED')),
    closed_by text,
    closed_at timestamptz(3),
    UNIQUE (issuer, number, expires_on), -- an extension has the same number
    CONSTRAINT guarantees_verified CHECK ((verified_by IS NULL) = (verified_at IS NULL)),
    CONSTRAINT guarantees_closing CHECK ((closing_kind IS NOT NULL) = ALL (ARRAY[closing_reason IS NOT NULL,
      closing_by IS NOT NULL, closing_at IS NOT NULL])),
    CONSTRAINT guarantees_closed CHECK ((closed_kind IS NOT NULL) = ALL (ARRAY[closed_by IS NOT NULL,
      closed_at IS NOT NULL]) AND (closed_kind IS NULL OR verified_by IS NOT NULL)
      AND (closed_kind IS NULL OR closed_kind = 'REPLACED' OR closed_kind IS NOT DISTINCT FROM closing_kind)),
    CONSTRAINT guarantees_two_persons
      CHECK (verified_by <> recorded_by AND (closed_kind = 'REPLACED' OR closed_by <> closing_by)));
  CREATE INDEX guarantees_contract ON guarantees (contract_id, id);
  CREATE TRIGGER guarantees_final BEFORE UPDATE ON guarantees FOR EACH ROW
    WHEN (OLD.closed_kind IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (verified_by, verified_at, closing_kind, closing_reason, closing_by, closing_at,
    closed_kind, closed_by, closed_at) ON guarantees TO finance_app;`;
