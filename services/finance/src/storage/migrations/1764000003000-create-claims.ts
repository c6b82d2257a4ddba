import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one side is to get from the other beside the settlements. Clauses 2.2.2b and 3.3.2a. */
export class CreateClaims1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHART);
    await runner.query(QUOTES);
    await runner.query(CLAIMS);
    for (const table of ['change_order_quotes', 'claims']) {
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

const CHART = `
  ALTER TABLE journal DROP CONSTRAINT journal_kind_check, ADD CONSTRAINT journal_kind_check CHECK (kind IN (
    'deposit-receipt', 'deposit-amendment', 'deposit-return', 'settlement', 'adjustment', 'claim'));
  ALTER TABLE postings DROP CONSTRAINT postings_account_check, ADD CONSTRAINT postings_account_check CHECK (
    account IN ('A.ESCROW_CASH', 'A.BANK', 'A.CLAIMS_RECEIVABLE', 'L.DEPOSIT_VENDOR', 'L.SUSPENSE',
      'L.PAYABLE_VENDOR', 'E.SERVICE_FEE', 'E.PERFORMANCE_PAY', 'E.OUT_OF_SCOPE', 'E.DISPUTE_AWARD',
      'R.DISPUTE_AWARD'));`;

const QUOTES = `
  CREATE TABLE change_order_quotes (
    change_order_id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    contract_version int NOT NULL CHECK (contract_version >= 1),
    quoted_minor bigint NOT NULL CHECK (quoted_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'));

  GRANT SELECT, INSERT ON change_order_quotes TO finance_app;`;

const CLAIMS = `
  CREATE TABLE claims (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    cause text NOT NULL CHECK (cause IN ('AWARD', 'SETTLED_DISPUTE', 'CHANGE_ORDER')),
    source_id uuid NOT NULL UNIQUE, -- nothing is claimed twice
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    in_favour_of text NOT NULL CHECK (in_favour_of IN ('ENTERPRISE', 'VENDOR')),
    subject_kind text CHECK (subject_kind IN ('CONTRACT', 'BREACH', 'SETTLEMENT_LINE')),
    milestone_id uuid,
    settlement_id uuid,
    line text CHECK (line IN ('BASE', 'PERFORMANCE_PAY')),
    becomes text CHECK (becomes IN ('ADJUSTMENT', 'CLAIM')),
    reference text,
    contract_version int CHECK (contract_version >= 1),
    quoted_minor bigint,
    status text NOT NULL CHECK (status IN ('raised', 'submitted', 'posted')),
    raised_at timestamptz(3) NOT NULL,
    submitted_at timestamptz(3),
    submitted_by text,
    approved_by text,
    posted_at timestamptz(3),
    CONSTRAINT claims_dispute CHECK (
      (cause <> 'CHANGE_ORDER') = ALL (ARRAY[subject_kind IS NOT NULL, becomes IS NOT NULL])),
    CONSTRAINT claims_breach CHECK ((subject_kind IS NOT DISTINCT FROM 'BREACH') = (milestone_id IS NOT NULL)),
    CONSTRAINT claims_settlement_line CHECK ((subject_kind IS NOT DISTINCT FROM 'SETTLEMENT_LINE') =
      ALL (ARRAY[settlement_id IS NOT NULL, line IS NOT NULL])),
    CONSTRAINT claims_award CHECK ((cause = 'AWARD') = (reference IS NOT NULL)),
    -- Clause 2.2.2b: work outside the scope is paid to the vendor, and at most as it was quoted.
    CONSTRAINT claims_change_order CHECK ((cause = 'CHANGE_ORDER') =
      ALL (ARRAY[contract_version IS NOT NULL, quoted_minor IS NOT NULL])),
    CONSTRAINT claims_quote CHECK (
      cause <> 'CHANGE_ORDER' OR (amount_minor <= quoted_minor AND in_favour_of = 'VENDOR')),
    CONSTRAINT claims_submission
      CHECK ((status <> 'raised') = ALL (ARRAY[submitted_at IS NOT NULL, submitted_by IS NOT NULL])),
    CONSTRAINT claims_posting
      CHECK ((status = 'posted') = ALL (ARRAY[approved_by IS NOT NULL, posted_at IS NOT NULL])),
    CONSTRAINT claims_two_persons CHECK (approved_by <> submitted_by));
  CREATE INDEX claims_contract ON claims (contract_id, id);

  CREATE TRIGGER claims_final BEFORE UPDATE ON claims FOR EACH ROW
    WHEN (OLD.status = 'posted' AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();

  -- What is claimed never changes, only how far it has come.
  GRANT SELECT, INSERT, UPDATE (status, submitted_at, submitted_by, approved_by, posted_at)
    ON claims TO finance_app;`;
