import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a settlement pays with all that is netted to it, and what the vendor says to it. 2.2.2a, D5. */
export class CreateStatements1764000020200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATEMENTS);
    await runner.query(RESPONSES);
    for (const table of ['statements', 'statement_lines', 'statement_responses']) {
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

const STATEMENTS = `
  ALTER TABLE contract_versions ADD COLUMN payment_term_days int CHECK (payment_term_days >= 0);

  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('payment-term-days', '2020-01-01', '2.2.2a', '60'), -- where the contract says nothing
    ('statement-response-days', '2020-01-01', '2.2.2a', '10');

  CREATE TABLE statements (
    id uuid PRIMARY KEY REFERENCES settlements, -- one each
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
    total_minor bigint NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    sent_at timestamptz(3) NOT NULL,
    respond_by timestamptz(3) NOT NULL CHECK (respond_by > sent_at),
    payable_on date NOT NULL);

  CREATE TABLE statement_lines (
    id uuid REFERENCES statements,
    line int CHECK (line >= 1),
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('BASE', 'PERFORMANCE_PAY', 'OUT_OF_SCOPE', 'DISPUTE', 'ADJUSTMENT',
      'SERVICE_CREDIT', 'CREDIT_REVERSAL', 'CARRIED', 'SET_OFF')),
    clause_id text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    source_id uuid NOT NULL,
    contract_version int,
    first_on date,
    last_on date,
    correction_of uuid,
    PRIMARY KEY (id, line),
    CONSTRAINT statement_lines_price CHECK (
      (contract_version IS NULL) = ALL (ARRAY[first_on IS NULL, last_on IS NULL])));
  -- Nothing is stated twice.
  CREATE UNIQUE INDEX statement_lines_source ON statement_lines (source_id, kind)
    WHERE kind NOT IN ('BASE', 'PERFORMANCE_PAY');

  CREATE TRIGGER statements_final BEFORE UPDATE ON statements FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER statement_lines_final BEFORE UPDATE ON statement_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT ON statements, statement_lines TO finance_app;`;

const RESPONSES = `
  CREATE TABLE statement_responses (
    id uuid,
    line int,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('confirmed', 'disputed', 'proposed', 'resolved')),
    reason text CHECK (length(reason) BETWEEN 1 AND 2000),
    responded_by text NOT NULL,
    responded_at timestamptz(3) NOT NULL,
    corrected_minor bigint, -- what the line comes to now
    resolution_reason text CHECK (length(resolution_reason) BETWEEN 1 AND 2000),
    proposed_by text,
    proposed_at timestamptz(3),
    approved_by text,
    approved_at timestamptz(3),
    PRIMARY KEY (id, line),
    FOREIGN KEY (id, line) REFERENCES statement_lines,
    CONSTRAINT statement_responses_reason CHECK ((status = 'confirmed') = (reason IS NULL)),
    CONSTRAINT statement_responses_proposal CHECK ((status IN ('proposed', 'resolved')) = ALL (ARRAY[
      corrected_minor IS NOT NULL, resolution_reason IS NOT NULL, proposed_by IS NOT NULL,
      proposed_at IS NOT NULL])),
    CONSTRAINT statement_responses_approval CHECK (
      (status = 'resolved') = ALL (ARRAY[approved_by IS NOT NULL, approved_at IS NOT NULL])),
    CONSTRAINT statement_responses_two_persons CHECK (approved_by <> proposed_by));

  CREATE TRIGGER statement_responses_final BEFORE UPDATE ON statement_responses FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'resolved')) EXECUTE FUNCTION refuse_change();
  -- What the vendor said never changes.
  GRANT SELECT, INSERT, UPDATE (status, corrected_minor, resolution_reason, proposed_by, proposed_at,
    approved_by, approved_at) ON statement_responses TO finance_app;`;
