import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people bring to a score: bonuses, red lines, appeals; and why it was scored again. 1.3.1, 2.4.1. */
export class KeepEvidence1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BONUSES);
    await runner.query(RED_LINES);
    await runner.query(APPEALS);
    await runner.query(REVISIONS);
    for (const table of ['bonuses', 'red_lines', 'appeals']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
        CREATE TRIGGER ${table}_final BEFORE UPDATE ON ${table} FOR EACH ROW
          WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION refuse_change();`);
    }
    await runner.query(SEEDS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const BONUSES = `
  CREATE TABLE bonuses (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
    kind text NOT NULL CHECK (kind IN ('INNOVATION', 'COST_SAVING')),
    statement text NOT NULL,
    documents jsonb NOT NULL,
    saving jsonb,
    status text NOT NULL CHECK (status IN ('claimed', 'verified', 'refused')),
    claimed_by text NOT NULL,
    claimed_at timestamptz(3) NOT NULL,
    decided_by text,
    decided_at timestamptz(3),
    reason text,
    -- Clause 2.4.1: a suggestion is not adopted by who made it.
    CONSTRAINT bonuses_two_persons CHECK (decided_by <> claimed_by),
    CONSTRAINT bonuses_saving CHECK ((kind = 'COST_SAVING') = (saving IS NOT NULL)),
    CONSTRAINT bonuses_decision CHECK ((status <> 'claimed') = ALL (ARRAY[
      decided_by IS NOT NULL, decided_at IS NOT NULL])),
    CONSTRAINT bonuses_refusal CHECK ((status = 'refused') = (reason IS NOT NULL)));
  CREATE INDEX bonuses_of_quarter ON bonuses (contract_id, quarter);
  GRANT SELECT, INSERT, UPDATE (status, decided_by, decided_at, reason) ON bonuses TO appraisal_app;`;

const RED_LINES = `
  CREATE TABLE red_lines (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
    kind text NOT NULL CHECK (kind IN ('DATA_LEAK', 'FATAL_SAFETY', 'FALSIFIED_RECORDS')),
    occurred_on date NOT NULL,
    statement text NOT NULL,
    documents jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('recorded', 'confirmed', 'dropped')),
    recorded_by text NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    decided_by text,
    decided_at timestamptz(3),
    reason text,
    CONSTRAINT red_lines_two_persons CHECK (decided_by <> recorded_by),
    CONSTRAINT red_lines_decision CHECK ((status <> 'recorded') = ALL (ARRAY[
      decided_by IS NOT NULL, decided_at IS NOT NULL])),
    CONSTRAINT red_lines_dropped CHECK ((status = 'dropped') = (reason IS NOT NULL)));
  CREATE INDEX red_lines_of_quarter ON red_lines (contract_id, quarter);
  GRANT SELECT, INSERT, UPDATE (status, decided_by, decided_at, reason) ON red_lines TO appraisal_app;`;

const APPEALS = `
  CREATE TABLE appeals (
    id uuid PRIMARY KEY,
    appraisal_id uuid NOT NULL,
    revision int NOT NULL,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
    statement text NOT NULL,
    items jsonb NOT NULL,
    documents jsonb NOT NULL,
    filed_by text NOT NULL,
    filed_at timestamptz(3) NOT NULL,
    decision_due_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('filed', 'granted', 'dismissed')),
    rulings jsonb,
    reason text,
    scored_by text[],
    decided_by text,
    decided_at timestamptz(3),
    FOREIGN KEY (appraisal_id, revision) REFERENCES appraisals,
    -- Clause 1.3.1: nobody decides on a score that he took part in.
    CONSTRAINT appeals_two_persons CHECK (decided_by <> filed_by AND decided_by <> ALL (scored_by)),
    CONSTRAINT appeals_decision CHECK ((status <> 'filed') = ALL (ARRAY[rulings IS NOT NULL, reason IS NOT NULL,
      scored_by IS NOT NULL, decided_by IS NOT NULL, decided_at IS NOT NULL])),
    CONSTRAINT appeals_outcome CHECK ((status = 'granted') = (coalesce(jsonb_array_length(rulings), 0) > 0)));
  CREATE UNIQUE INDEX appeals_one_open ON appeals (appraisal_id) WHERE status = 'filed';
  GRANT SELECT, INSERT, UPDATE (status, rulings, reason, scored_by, decided_by, decided_at)
    ON appeals TO appraisal_app;`;

/** What stood before had no points beside the base, and its later revisions came of facts that came late. */
const REVISIONS = `
  ALTER TABLE appraisals
    ADD bonus numeric(5,2) NOT NULL DEFAULT 0 CHECK (bonus >= 0),
    ADD final_score numeric(5,2),
    ADD reason text NOT NULL DEFAULT 'CLOSED'
      CHECK (reason IN ('CLOSED', 'LATE_FACTS', 'BONUS', 'RED_LINE', 'APPEAL')),
    ADD cause_id uuid;
  SELECT set_config('app.actor', 'service', true);
  UPDATE appraisals SET final_score = score, reason = CASE revision WHEN 1 THEN 'CLOSED' ELSE 'LATE_FACTS' END;
  SELECT set_config('app.actor', '', true);
  ALTER TABLE appraisals ALTER bonus DROP DEFAULT, ALTER reason DROP DEFAULT,
    ADD CONSTRAINT appraisals_rated CHECK ((score IS NULL) = (final_score IS NULL)),
    ADD CONSTRAINT appraisals_cause CHECK ((reason IN ('BONUS', 'RED_LINE', 'APPEAL')) = (cause_id IS NOT NULL));

  CREATE TABLE contract_versions (
    contract_id uuid, contract_version int, effective_at timestamptz(3) NOT NULL,
    PRIMARY KEY (contract_id, contract_version));
  ALTER TABLE contract_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON contract_versions USING (
    current_setting('app.actor', true) IN ('enterprise', 'service')
    OR contract_id IN (SELECT id FROM contracts));
  GRANT SELECT, INSERT ON contract_versions TO appraisal_app;
  -- From when on the versions of before counted, nobody wrote down.
  SELECT set_config('app.actor', 'service', true);
  INSERT INTO contract_versions SELECT id, contract_version, '2000-01-01T00:00:00Z' FROM contracts;
  SELECT set_config('app.actor', '', true);`;

const SEEDS = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('appeal-decision-working-days', '2000-01-01', '1.3.1', '10'),
    ('bonus-innovation-points', '2000-01-01', '2.4.1a', '1.5'),
    ('bonus-innovation-cap', '2000-01-01', '2.4.1a', '5'),
    ('bonus-full-saving', '2000-01-01', '2.4.1b', '0.20'),
    ('bonus-saving-cap', '2000-01-01', '2.4.1b', '5'),
    ('bonus-cap', '2000-01-01', 'D3', '10'),
    ('final-score-cap', '2000-01-01', 'D3', '110'),
    ('red-line-cap', '2000-01-01', 'D3', '59.00');`;
