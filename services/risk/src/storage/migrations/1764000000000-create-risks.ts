import type { MigrationInterface, QueryRunner } from 'typeorm';

/** D8's default, a row a probability: p x i of 1-4 LOW, 5-9 MEDIUM, 10-16 HIGH, 20-25 EXTREME. */
const GRID = `{
  {LOW,    LOW,    LOW,    LOW,     MEDIUM},
  {LOW,    LOW,    MEDIUM, MEDIUM,  HIGH},
  {LOW,    MEDIUM, MEDIUM, HIGH,    HIGH},
  {LOW,    MEDIUM, HIGH,   HIGH,    EXTREME},
  {MEDIUM, HIGH,   HIGH,   EXTREME, EXTREME}}`;

/** The CHECKs repeat the union of states, so that the database asserts what the compiler does. */
export class CreateRisks1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ROW_SECURITY);
    await runner.query(POLICY_NUMBERS);
    await runner.query(`
      GRANT SELECT ON risk_matrices TO risk_app;
      GRANT SELECT, INSERT, UPDATE ON risks TO risk_app;
      GRANT SELECT, INSERT ON risk_assessments TO risk_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON risk_occurrences TO risk_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  CREATE TABLE risk_matrices (
    version int PRIMARY KEY,
    effective_on date NOT NULL,
    clause_id text NOT NULL,
    grid text[] NOT NULL
      CHECK (array_dims(grid) IS NOT DISTINCT FROM '[1:5][1:5]' AND grid <@ ARRAY['LOW', 'MEDIUM', 'HIGH', 'EXTREME']));

  CREATE TABLE risks (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    contract_id uuid,
    source text NOT NULL CHECK (source IN ('L1_BREACH', 'FAILING_QUARTER', 'COMPLIANCE', 'MANUAL')),
    category text NOT NULL CHECK (category IN ('TECHNICAL', 'OPERATIONAL', 'COMPLIANCE', 'COMMERCIAL')),
    title text,
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    identified_at timestamptz(3) NOT NULL,
    revision int NOT NULL CHECK (revision > 0),
    probability smallint NOT NULL CHECK (probability BETWEEN 1 AND 5),
    impact smallint NOT NULL CHECK (impact BETWEEN 1 AND 5),
    band text NOT NULL CHECK (band IN ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    matrix_version int NOT NULL,
    assessed_by text NOT NULL,
    reason text,
    assessed_at timestamptz(3) NOT NULL,
    next_review_at timestamptz(3) NOT NULL,
    judged_probability smallint CHECK (judged_probability BETWEEN 1 AND 5),
    closed_at timestamptz(3),
    closed_by text,
    closure_reason text,
    CONSTRAINT risks_title CHECK ((source = 'MANUAL') = (title IS NOT NULL)),
    CONSTRAINT risks_review CHECK (next_review_at > assessed_at),
    CONSTRAINT risks_closure CHECK ((status = 'closed') = ALL (
      ARRAY[closed_at IS NOT NULL, closed_by IS NOT NULL, closure_reason IS NOT NULL])),
    CONSTRAINT risks_judgement CHECK (status = 'open' OR judged_probability IS NULL));

  -- The history of the register: every assessment with the matrix that it was made by. D8 R3.
  CREATE TABLE risk_assessments (
    risk_id uuid, revision int,
    vendor_id uuid NOT NULL,
    probability smallint NOT NULL, impact smallint NOT NULL, band text NOT NULL, matrix_version int NOT NULL,
    assessed_by text NOT NULL, reason text, assessed_at timestamptz(3) NOT NULL,
    PRIMARY KEY (risk_id, revision));

  -- What happened, once for each milestone, appraisal or check; covered: a person has judged the risk since.
  CREATE TABLE risk_occurrences (
    id uuid PRIMARY KEY,
    source text NOT NULL CHECK (source IN ('L1_BREACH', 'FAILING_QUARTER', 'COMPLIANCE')),
    risk_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    occurred_at timestamptz(3) NOT NULL,
    is_covered boolean NOT NULL);
  CREATE INDEX risk_occurrences_risk ON risk_occurrences (risk_id, occurred_at);`;

/** FORCE holds the owner to it as well. No vendor is let in: the register is the enterprise's own. 4.1.1. */
const ROW_SECURITY = ['risks', 'risk_assessments', 'risk_occurrences']
  .map(
    (table) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON ${table} USING (
    current_setting('app.actor', true) IN ('enterprise', 'service'));`,
  )
  .join('');

/**
 * What one occurrence amounts to, and for how long it adds to the next: 90 days for breaches; quarters and
 * checks come too seldom for that, so theirs is a year.
 */
const POLICY_NUMBERS = `
  INSERT INTO risk_matrices (version, effective_on, clause_id, grid) VALUES (1, '2000-01-01', '4.1.2', '${GRID}');

  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('l1-breach-probability', '2000-01-01', '4.1.2', '3'),
    ('l1-breach-impact', '2000-01-01', '4.1.2', '4'),
    ('l1-breach-window-days', '2000-01-01', '4.1.2', '90'),
    ('failing-quarter-probability', '2000-01-01', '4.1.2', '4'),
    ('failing-quarter-impact', '2000-01-01', '4.1.2', '4'),
    ('failing-quarter-window-days', '2000-01-01', '4.1.2', '366'),
    ('compliance-probability', '2000-01-01', '4.1.2', '3'),
    ('compliance-impact', '2000-01-01', '4.1.2', '5'),
    ('compliance-window-days', '2000-01-01', '4.1.2', '366'),
    ('review-days-extreme', '2000-01-01', '4.1.2', '7'),
    ('review-days-high', '2000-01-01', '4.1.2', '30'),
    ('review-days-medium', '2000-01-01', '4.1.2', '90'),
    ('review-days-low', '2000-01-01', '4.1.2', '180');`;
