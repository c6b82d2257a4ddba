import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Interest of escrow, the facts of a contract's end, and what is released then. Clause 3.3.1, D6.7, D6.9. */
export class ReleaseDeposits1764000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INTEREST);
    await runner.query(ENDS);
    await runner.query(RELEASES);
    for (const table of ['deposit_interest', 'contract_ends', 'exit_facts', 'deposit_releases']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
    await runner.query(`
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('transition-months', '2000-01-01', '2.4.2b', '3');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const INTEREST = `
  CREATE TABLE deposit_interest (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    principal_minor bigint NOT NULL CHECK (principal_minor > 0),
    rate_bps int NOT NULL CHECK (rate_bps > 0),
    from_on date NOT NULL,
    until_on date NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    custodian_reference text NOT NULL UNIQUE, -- it counts once
    proposed_by text NOT NULL,
    proposed_at timestamptz(3) NOT NULL,
    approved_by text,
    posted_at timestamptz(3),
    CONSTRAINT deposit_interest_days CHECK (from_on < until_on),
    CONSTRAINT deposit_interest_posted CHECK ((approved_by IS NULL) = (posted_at IS NULL)),
    CONSTRAINT deposit_interest_two_persons CHECK (approved_by <> proposed_by));
  CREATE INDEX deposit_interest_contract ON deposit_interest (contract_id, id);
  CREATE TRIGGER deposit_interest_final BEFORE UPDATE ON deposit_interest FOR EACH ROW
    WHEN (OLD.posted_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (approved_by, posted_at) ON deposit_interest TO finance_app;`;

/** What no service tells yet a person records, with what proves it. */
const ENDS = `
  CREATE TABLE contract_ends (
    contract_id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    ended_at timestamptz(3) NOT NULL);
  GRANT SELECT, INSERT ON contract_ends TO finance_app;

  CREATE TABLE exit_facts (
    contract_id uuid,
    fact text CHECK (fact IN ('HANDOVER_ACCEPTED', 'DATA_DELETION_CERTIFIED')),
    vendor_id uuid NOT NULL,
    evidence text[] NOT NULL CHECK (cardinality(evidence) > 0),
    recorded_by text NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    PRIMARY KEY (contract_id, fact));
  GRANT SELECT, INSERT ON exit_facts TO finance_app;`;

const RELEASES = `
  CREATE TABLE deposit_releases (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    deposit_minor bigint NOT NULL CHECK (deposit_minor >= 0),
    interest_minor bigint NOT NULL CHECK (interest_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    requested_by text NOT NULL,
    requested_at timestamptz(3) NOT NULL,
    approved_by text,
    approved_at timestamptz(3),
    return_id uuid REFERENCES deposit_returns,
    CONSTRAINT deposit_releases_amount CHECK (deposit_minor + interest_minor > 0),
    CONSTRAINT deposit_releases_approved
      CHECK ((approved_by IS NOT NULL) = ALL (ARRAY[approved_at IS NOT NULL, return_id IS NOT NULL])),
    CONSTRAINT deposit_releases_two_persons CHECK (approved_by <> requested_by));
  CREATE INDEX deposit_releases_contract ON deposit_releases (contract_id, id);
  CREATE TRIGGER deposit_releases_final BEFORE UPDATE ON deposit_releases FOR EACH ROW
    WHEN (OLD.approved_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (approved_by, approved_at, return_id) ON deposit_releases TO finance_app;`;
