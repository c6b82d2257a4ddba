import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of a deposit are kept for claims, and pay them. Clause 3.3.1b, D6. */
export class HoldDeposits1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEPOSITS);
    await runner.query(CLAUSES);
    await runner.query(HOLDS);
    await runner.query(DEDUCTIONS);
    for (const table of ['damages_clauses', 'holds', 'hold_decisions', 'deductions']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
    await runner.query(SEEDS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const DEPOSITS = `
  ALTER TABLE deposits
    ADD held_minor bigint NOT NULL DEFAULT 0,
    ADD interest_minor bigint NOT NULL DEFAULT 0 CHECK (interest_minor >= 0),
    ADD replenish_due_on date,
    ADD is_replenish_overdue boolean NOT NULL DEFAULT false,
    ADD is_closing boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT deposits_balance,
    -- Clause 3.3.1a: no more than the contract may ask for, but what is kept for a claim stays until it is settled.
    ADD CONSTRAINT deposits_balance CHECK (balance_minor BETWEEN 0 AND greatest(required_minor, held_minor)),
    ADD CONSTRAINT deposits_held CHECK (held_minor BETWEEN 0 AND balance_minor),
    ADD CONSTRAINT deposits_overdue CHECK (NOT is_replenish_overdue OR replenish_due_on IS NOT NULL);
  ALTER TABLE deposits ALTER held_minor DROP DEFAULT, ALTER interest_minor DROP DEFAULT,
    ALTER is_replenish_overdue DROP DEFAULT, ALTER is_closing DROP DEFAULT;`;

/** A version without damages has no row; its calendar is then the product's. */
const CLAUSES = `
  CREATE TABLE damages_clauses (
    contract_id uuid,
    contract_version int CHECK (contract_version >= 1),
    vendor_id uuid NOT NULL,
    calendar text NOT NULL,
    liability_cap_bps int NOT NULL CHECK (liability_cap_bps >= 0),
    uncapped text[] NOT NULL CHECK (uncapped <@ ARRAY['DATA_LEAK', 'WILFUL']),
    causes text[] NOT NULL
      CHECK (causes <@ ARRAY['VENDOR_OPERATOR_ERROR', 'CUSTOMER', 'FORCE_MAJEURE', 'SHARED']),
    leak_penalty_minor bigint CHECK (leak_penalty_minor >= 0),
    leak_penalty_currency text CHECK (leak_penalty_currency ~ '^[A-Z]{3}$'),
    PRIMARY KEY (contract_id, contract_version),
    CONSTRAINT damages_clauses_penalty
      CHECK ((leak_penalty_minor IS NULL) = (leak_penalty_currency IS NULL)));
  GRANT SELECT, INSERT ON damages_clauses TO finance_app;`;

const HOLDS = `
  CREATE TABLE holds (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    source_kind text NOT NULL CHECK (source_kind IN ('DAMAGE', 'CLAIM')),
    source_id uuid NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    posted_minor bigint NOT NULL CHECK (posted_minor >= 0),
    freed_minor bigint NOT NULL CHECK (freed_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    contested_minor bigint CHECK (contested_minor BETWEEN 1 AND amount_minor),
    objection_reason text,
    evidence text[],
    contested_by text,
    contested_at timestamptz(3),
    settled_at timestamptz(3),
    objection_ends_on date NOT NULL,
    objection_ends_at timestamptz(3) NOT NULL,
    is_end_provisional boolean NOT NULL,
    placed_by text NOT NULL,
    placed_at timestamptz(3) NOT NULL,
    resolved_at timestamptz(3),
    CONSTRAINT holds_parts CHECK (posted_minor + freed_minor <= amount_minor),
    CONSTRAINT holds_resolved CHECK ((resolved_at IS NOT NULL) = (posted_minor + freed_minor = amount_minor)),
    CONSTRAINT holds_objection CHECK ((contested_minor IS NOT NULL) = ALL (ARRAY[objection_reason IS NOT NULL,
      evidence IS NOT NULL, contested_by IS NOT NULL, contested_at IS NOT NULL])),
    CONSTRAINT holds_window CHECK (contested_at < objection_ends_at),
    CONSTRAINT holds_settled CHECK (settled_at IS NULL OR contested_at IS NOT NULL));
  CREATE INDEX holds_contract ON holds (contract_id, id);
  CREATE INDEX holds_source ON holds (source_id);
  CREATE TRIGGER holds_final BEFORE UPDATE ON holds FOR EACH ROW
    WHEN (OLD.resolved_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (posted_minor, freed_minor, contested_minor, objection_reason, evidence,
    contested_by, contested_at, settled_at, resolved_at) ON holds TO finance_app;

  CREATE TABLE hold_decisions (
    id uuid PRIMARY KEY,
    hold_id uuid NOT NULL REFERENCES holds,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('SETTLED', 'LIFTED')),
    due_minor bigint NOT NULL CHECK (due_minor >= 0),
    freed_minor bigint NOT NULL CHECK (freed_minor >= 0),
    reason text NOT NULL,
    placed_by text NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz(3) NOT NULL,
    CONSTRAINT hold_decisions_two_persons CHECK (decided_by <> placed_by));
  CREATE INDEX hold_decisions_hold ON hold_decisions (hold_id);
  GRANT SELECT, INSERT ON hold_decisions TO finance_app;`;

const DEDUCTIONS = `
  CREATE TABLE deductions (
    id uuid PRIMARY KEY,
    hold_id uuid NOT NULL REFERENCES holds,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    placed_by text NOT NULL,
    posted_by text NOT NULL,
    posted_at timestamptz(3) NOT NULL,
    custodian_reference text UNIQUE, moved_on date,
    recorded_by text, recorded_at timestamptz(3),
    CONSTRAINT deductions_confirmed CHECK ((custodian_reference IS NOT NULL) = ALL (ARRAY[
      moved_on IS NOT NULL, recorded_by IS NOT NULL, recorded_at IS NOT NULL])),
    CONSTRAINT deductions_two_persons CHECK (posted_by <> placed_by));
  CREATE INDEX deductions_contract ON deductions (contract_id, id);
  CREATE TRIGGER deductions_final BEFORE UPDATE ON deductions FOR EACH ROW
    WHEN (OLD.custodian_reference IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (custodian_reference, moved_on, recorded_by, recorded_at)
    ON deductions TO finance_app;`;

const SEEDS = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('objection-working-days', '2000-01-01', '3.3.1b', '10'),
    ('replenish-working-days', '2000-01-01', '3.3.1b', '10');`;
