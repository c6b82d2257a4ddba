import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger is append-only for the application, and balances at every commit whoever writes. D6. */
export class CreateDepositsAndLedger1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEPOSITS);
    await runner.query(LEDGER);
    // FORCE holds the owner to it as well; without an actor nothing is in sight.
    for (const table of ['deposits', 'receipts', 'journal', 'postings']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const DEPOSITS = `
  CREATE TABLE deposits (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL UNIQUE,
    vendor_id uuid NOT NULL,
    contract_version int NOT NULL CHECK (contract_version >= 1),
    required_minor bigint NOT NULL CHECK (required_minor >= 0),
    balance_minor bigint NOT NULL,
    suspense_minor bigint NOT NULL CHECK (suspense_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- Clause 3.3.1a: escrow holds no deposit above what the contract may ask for.
    CONSTRAINT deposits_balance CHECK (balance_minor BETWEEN 0 AND required_minor));

  CREATE TABLE receipts (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits (id),
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    deposited_minor bigint NOT NULL CHECK (deposited_minor >= 0),
    suspended_minor bigint NOT NULL CHECK (suspended_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    custodian_reference text NOT NULL UNIQUE,
    received_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    CONSTRAINT receipts_parts CHECK (amount_minor = deposited_minor + suspended_minor));

  GRANT SELECT, INSERT, UPDATE ON deposits TO finance_app;
  GRANT SELECT, INSERT ON receipts TO finance_app;`;

const LEDGER = `
  CREATE TABLE journal (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('deposit-receipt', 'settlement', 'adjustment')),
    memo text NOT NULL,
    clause_id text NOT NULL,
    command_id uuid NOT NULL UNIQUE, -- nothing is booked twice
    posted_at timestamptz(3) NOT NULL);
  CREATE INDEX journal_contract ON journal (contract_id, id);

  CREATE TABLE postings (
    journal_id uuid REFERENCES journal (id),
    line int,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    account text NOT NULL CHECK (account IN ('A.ESCROW_CASH', 'A.BANK', 'L.DEPOSIT_VENDOR', 'L.SUSPENSE',
      'L.PAYABLE_VENDOR', 'E.SERVICE_FEE', 'E.PERFORMANCE_PAY')),
    debit_minor bigint NOT NULL CHECK (debit_minor >= 0),
    credit_minor bigint NOT NULL CHECK (credit_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    PRIMARY KEY (journal_id, line),
    CONSTRAINT postings_side CHECK ((debit_minor = 0) <> (credit_minor = 0)));

  -- Rows out of sight make the sum unknown, and an unknown sum does not balance.
  CREATE FUNCTION assert_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT sum(debit_minor - credit_minor) FROM postings
          WHERE journal_id = NEW.journal_id AND currency = NEW.currency) IS DISTINCT FROM 0 THEN
        RAISE EXCEPTION 'Journal % does not balance in %.', NEW.journal_id, NEW.currency
          USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_balance';
      END IF;
      RETURN NULL;
    END $$;
  CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT OR UPDATE ON postings
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION assert_balanced();

  GRANT SELECT, INSERT ON journal, postings TO finance_app;`;
