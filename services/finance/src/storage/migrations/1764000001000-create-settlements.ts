import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What settlements rest on, and the settlements with their later corrections. Clause 2.2.2a. */
export class CreateSettlements1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(SETTLEMENTS);
    await runner.query(ADJUSTMENTS);
    for (const table of ['contract_versions', 'appraisals', 'settlements', 'settlement_adjustments']) {
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

const FACTS = `
  CREATE TABLE contract_versions (
    contract_id uuid,
    contract_version int,
    vendor_id uuid NOT NULL,
    effective_at timestamptz(3) NOT NULL,
    yearly_amount_minor bigint NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    performance_share_bps int NOT NULL CHECK (performance_share_bps BETWEEN 0 AND 10000),
    curve text NOT NULL,
    start_on date NOT NULL,
    end_on date NOT NULL,
    timezone text NOT NULL,
    PRIMARY KEY (contract_id, contract_version));

  -- The last published appraisal of each quarter, also of those that wait for the contract's terms.
  CREATE TABLE appraisals (
    contract_id uuid,
    quarter text CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
    vendor_id uuid NOT NULL,
    revision int NOT NULL CHECK (revision >= 1),
    score text CHECK (score ~ '^\\d{1,3}\\.\\d{2}$'),
    PRIMARY KEY (contract_id, quarter));

  GRANT SELECT, INSERT ON contract_versions TO finance_app;
  GRANT SELECT, INSERT, UPDATE ON appraisals TO finance_app;`;

const SETTLEMENTS = `
  CREATE TABLE settlements (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
    status text NOT NULL CHECK (status IN ('calculated', 'submitted', 'posted')),
    contract_version int NOT NULL CHECK (contract_version >= 1),
    appraisal_revision int NOT NULL CHECK (appraisal_revision >= 1),
    score text CHECK (score ~ '^\\d{1,3}\\.\\d{2}$'),
    base_minor bigint NOT NULL CHECK (base_minor >= 0),
    pool_minor bigint NOT NULL,
    performance_pay_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    calculated_at timestamptz(3) NOT NULL,
    submitted_at timestamptz(3),
    submitted_by text,
    approved_by text,
    posted_at timestamptz(3),
    CONSTRAINT settlements_quarter UNIQUE (contract_id, quarter),
    CONSTRAINT settlements_pay CHECK (performance_pay_minor BETWEEN 0 AND pool_minor),
    CONSTRAINT settlements_total CHECK (total_minor = base_minor + performance_pay_minor),
    CONSTRAINT settlements_submission
      CHECK ((status <> 'calculated') = ALL (ARRAY[submitted_at IS NOT NULL, submitted_by IS NOT NULL])),
    CONSTRAINT settlements_posting
      CHECK ((status = 'posted') = ALL (ARRAY[approved_by IS NOT NULL, posted_at IS NOT NULL])),
    CONSTRAINT settlements_two_persons CHECK (approved_by <> submitted_by));

  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% % is final.', TG_TABLE_NAME, OLD.id USING ERRCODE = 'check_violation';
    END $$;
  CREATE TRIGGER settlements_final BEFORE UPDATE ON settlements FOR EACH ROW
    WHEN (OLD.status = 'posted' AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();

  GRANT SELECT, INSERT, UPDATE ON settlements TO finance_app;`;

const ADJUSTMENTS = `
  CREATE TABLE settlement_adjustments (
    id uuid PRIMARY KEY,
    settlement_id uuid NOT NULL REFERENCES settlements (id),
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
    status text NOT NULL CHECK (status IN ('calculated', 'submitted', 'posted', 'unchanged', 'superseded')),
    contract_version int NOT NULL CHECK (contract_version >= 1),
    appraisal_revision int NOT NULL CHECK (appraisal_revision >= 1),
    score text CHECK (score ~ '^\\d{1,3}\\.\\d{2}$'),
    base_minor bigint NOT NULL CHECK (base_minor >= 0),
    pool_minor bigint NOT NULL,
    performance_pay_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    base_difference_minor bigint NOT NULL,
    performance_pay_difference_minor bigint NOT NULL,
    total_difference_minor bigint NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    calculated_at timestamptz(3) NOT NULL,
    submitted_at timestamptz(3),
    submitted_by text,
    approved_by text,
    posted_at timestamptz(3),
    superseded_at timestamptz(3),
    CONSTRAINT adjustments_revision UNIQUE (settlement_id, appraisal_revision),
    CONSTRAINT adjustments_pay CHECK (performance_pay_minor BETWEEN 0 AND pool_minor),
    CONSTRAINT adjustments_total CHECK (total_minor = base_minor + performance_pay_minor),
    CONSTRAINT adjustments_difference
      CHECK (total_difference_minor = base_difference_minor + performance_pay_difference_minor),
    -- Only what moves no money stands without two persons.
    CONSTRAINT adjustments_unchanged CHECK (
      (status = 'unchanged') = (base_difference_minor = 0 AND performance_pay_difference_minor = 0)),
    CONSTRAINT adjustments_submission CHECK (
      (status IN ('submitted', 'posted')) = ALL (ARRAY[submitted_at IS NOT NULL, submitted_by IS NOT NULL])),
    CONSTRAINT adjustments_posting
      CHECK ((status = 'posted') = ALL (ARRAY[approved_by IS NOT NULL, posted_at IS NOT NULL])),
    CONSTRAINT adjustments_superseding CHECK ((status = 'superseded') = (superseded_at IS NOT NULL)),
    CONSTRAINT adjustments_two_persons CHECK (approved_by <> submitted_by));
  CREATE UNIQUE INDEX adjustments_open ON settlement_adjustments (settlement_id)
    WHERE status IN ('calculated', 'submitted');
  CREATE INDEX adjustments_contract ON settlement_adjustments (contract_id);

  CREATE TRIGGER adjustments_final BEFORE UPDATE ON settlement_adjustments FOR EACH ROW
    WHEN (OLD.status IN ('posted', 'unchanged', 'superseded') AND OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION refuse_change();

  GRANT SELECT, INSERT, UPDATE ON settlement_adjustments TO finance_app;`;
