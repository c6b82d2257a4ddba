import type { MigrationInterface, QueryRunner } from 'typeorm';

const DISPUTES = `
  CREATE TABLE disputes (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    vendor_id uuid NOT NULL,
    subject_kind text NOT NULL,
    milestone_id uuid,
    settlement_id uuid,
    settlement_line text CHECK (settlement_line IN ('BASE', 'PERFORMANCE_PAY')),
    claim text NOT NULL,
    amount_minor bigint,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    side text NOT NULL CHECK (side IN ('ENTERPRISE', 'VENDOR')),
    opened_by text NOT NULL,
    opened_at timestamptz(3) NOT NULL,
    institution text NOT NULL,
    working_time jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'settled', 'awarded', 'withdrawn')),
    offer jsonb,
    accepted_side text,
    accepted_by text,
    award jsonb,
    closed_at timestamptz(3),
    CONSTRAINT disputes_subject CHECK (CASE subject_kind
      WHEN 'CONTRACT' THEN milestone_id IS NULL AND settlement_id IS NULL AND settlement_line IS NULL
      WHEN 'BREACH' THEN milestone_id IS NOT NULL AND settlement_id IS NULL AND settlement_line IS NULL
      WHEN 'SETTLEMENT_LINE'
        THEN milestone_id IS NULL AND settlement_id IS NOT NULL AND settlement_line IS NOT NULL
      ELSE false END),
    CONSTRAINT disputes_end CHECK ((status = 'open') = (closed_at IS NULL)),
    CONSTRAINT disputes_settlement CHECK (
      (status = 'settled') = ALL (ARRAY[accepted_side IS NOT NULL, accepted_by IS NOT NULL])
      AND (status <> 'settled' OR offer IS NOT NULL) AND (status IN ('open', 'settled') OR offer IS NULL)),
    -- Nobody accepts his own offer.
    CONSTRAINT disputes_two_sides CHECK (accepted_side <> offer->>'side' AND accepted_by <> offer->>'by'),
    CONSTRAINT disputes_award CHECK ((status = 'awarded') = (award IS NOT NULL)),
    CONSTRAINT disputes_adjustment CHECK (subject_kind <> 'CONTRACT' OR award->>'becomes' = 'CLAIM'));
  CREATE INDEX disputes_contract ON disputes (contract_id, id);
`;

const PROCEEDINGS = `
  CREATE TABLE dispute_stages (
    dispute_id uuid NOT NULL REFERENCES disputes,
    stage text NOT NULL CHECK (stage IN ('NEGOTIATION', 'MEDIATION', 'ARBITRATION')),
    vendor_id uuid NOT NULL,
    entered_at timestamptz(3) NOT NULL,
    due_at timestamptz(3) NOT NULL,
    is_due_provisional boolean NOT NULL,
    overdue_at timestamptz(3),
    left_at timestamptz(3),
    outcome text CHECK (outcome IN ('ESCALATED', 'SETTLED', 'AWARDED', 'WITHDRAWN')),
    PRIMARY KEY (dispute_id, stage),
    CONSTRAINT dispute_stages_outcome CHECK ((left_at IS NULL) = (outcome IS NULL)));

  CREATE TABLE dispute_statements (
    id uuid PRIMARY KEY,
    dispute_id uuid NOT NULL REFERENCES disputes,
    vendor_id uuid NOT NULL,
    side text NOT NULL CHECK (side IN ('ENTERPRISE', 'VENDOR')),
    text text NOT NULL,
    file_hash text CHECK (file_hash ~ '^[0-9a-f]{64}$'),
    made_by text NOT NULL,
    made_at timestamptz(3) NOT NULL);
  CREATE INDEX dispute_statements_dispute ON dispute_statements (dispute_id, id);
`;

const RIGHTS_AND_POLICIES = `
  ALTER TABLE disputes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  ALTER TABLE dispute_stages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  ALTER TABLE dispute_statements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON disputes USING (
    current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
  CREATE POLICY rows_of_the_actor ON dispute_stages USING (
    current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
  CREATE POLICY rows_of_the_actor ON dispute_statements USING (
    current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
  GRANT SELECT, INSERT, UPDATE (status, offer, accepted_side, accepted_by, award, closed_at)
    ON disputes TO contracts_app;
  GRANT SELECT, INSERT, UPDATE (overdue_at, left_at, outcome) ON dispute_stages TO contracts_app;
  GRANT SELECT, INSERT ON dispute_statements TO contracts_app; -- evidence is not rewritten

  -- Days of a stage, and whether working or calendar days count.
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('dispute-negotiation-term', '2000-01-01', '3.3.2a', '10 WORKING'),
    ('dispute-mediation-term', '2000-01-01', '3.3.2a', '30 CALENDAR'),
    ('dispute-arbitration-term', '2000-01-01', '3.3.2a', '120 CALENDAR');
`;

/** Disputes with their stages and what both sides state. Clause 3.3.2a. */
export class KeepDisputes1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [DISPUTES, PROCEEDINGS, RIGHTS_AND_POLICIES]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
