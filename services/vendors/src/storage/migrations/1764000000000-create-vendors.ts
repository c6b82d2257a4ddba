import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asks, and what they hand in. */
const CANDIDATES = `
  CREATE TABLE vendors (
    id uuid PRIMARY KEY,
    code text NOT NULL CONSTRAINT vendors_code UNIQUE,
    name text NOT NULL,
    registration_number text NOT NULL,
    status text NOT NULL CHECK (status IN ('registered', 'admitted')),
    registered_at timestamptz(3) NOT NULL,
    admitted_at timestamptz(3),
    admitted_by text,
    CONSTRAINT vendors_admission CHECK (
      (status = 'admitted') = ALL (ARRAY[admitted_at IS NOT NULL, admitted_by IS NOT NULL])));

  CREATE TABLE evidence (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL CONSTRAINT evidence_vendor REFERENCES vendors,
    kind text NOT NULL CHECK (kind IN ('LICENCE', 'ISO9001', 'OTHER', 'REFERENCE_PROJECT')),
    number text, issuer text, valid_to date, document_hash text,
    title text, customer text, completed_on date, is_similar boolean,
    submitted_at timestamptz(3) NOT NULL,
    submitted_by text NOT NULL,
    verified_at timestamptz(3),
    verified_by text,
    CONSTRAINT evidence_qualification CHECK ((kind <> 'REFERENCE_PROJECT') = ALL (
      ARRAY[number IS NOT NULL, issuer IS NOT NULL, document_hash IS NOT NULL])),
    CONSTRAINT evidence_validity CHECK (
      (kind <> 'ISO9001' OR valid_to IS NOT NULL) AND (kind <> 'REFERENCE_PROJECT' OR valid_to IS NULL)),
    CONSTRAINT evidence_hash CHECK (document_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT evidence_project CHECK ((kind = 'REFERENCE_PROJECT') = ALL (
      ARRAY[title IS NOT NULL, customer IS NOT NULL, completed_on IS NOT NULL, is_similar IS NOT NULL])),
    CONSTRAINT evidence_verification CHECK ((verified_at IS NULL) = (verified_by IS NULL)),
    -- Clause 2.1.1: nobody verifies what they handed in.
    CONSTRAINT evidence_two_persons CHECK (verified_by <> submitted_by));
  CREATE INDEX evidence_of_vendor ON evidence (vendor_id);`;

/** What the enterprise finds and decides. */
const FINDINGS = `
  CREATE TABLE capability_tests (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    vendor_id uuid NOT NULL CONSTRAINT capability_tests_vendor REFERENCES vendors,
    scenario text NOT NULL CHECK (scenario IN ('SERVER_DOWN', 'NETWORK_ATTACK', 'OTHER')),
    score int NOT NULL CHECK (score BETWEEN 0 AND 100),
    pass_score int NOT NULL CHECK (pass_score BETWEEN 0 AND 100),
    assessors text[] NOT NULL,
    held_on date NOT NULL,
    scored_at timestamptz(3) NOT NULL,
    scored_by text NOT NULL,
    -- Clause 2.1.2: at least two persons; where the first two differ, there are two.
    CONSTRAINT capability_tests_two_persons CHECK (
      cardinality(assessors) >= 2 AND assessors[1] <> assessors[2]));
  CREATE INDEX capability_tests_of_vendor ON capability_tests (vendor_id, position);

  CREATE TABLE compliance_checks (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    vendor_id uuid NOT NULL CONSTRAINT compliance_checks_vendor REFERENCES vendors,
    is_data_passed boolean NOT NULL, data_evidence text NOT NULL,
    is_environment_passed boolean NOT NULL, environment_evidence text NOT NULL,
    is_labour_passed boolean NOT NULL, labour_evidence text NOT NULL,
    jurisdictions text[] NOT NULL CHECK (jurisdictions <@ ARRAY['PIPL', 'DSL', 'GDPR']),
    checked_on date NOT NULL,
    checked_at timestamptz(3) NOT NULL,
    checked_by text NOT NULL);
  CREATE INDEX compliance_checks_of_vendor ON compliance_checks (vendor_id, position);

  CREATE TABLE classifications (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    vendor_id uuid NOT NULL CONSTRAINT classifications_vendor REFERENCES vendors,
    tier text NOT NULL CHECK (tier IN ('STRATEGIC', 'REGULAR', 'TEMPORARY')),
    categories text[] NOT NULL CHECK (
      cardinality(categories) > 0 AND categories <@ ARRAY['HARDWARE', 'SOFTWARE', 'NETWORK', 'SECURITY']),
    effective_on date NOT NULL,
    reason text NOT NULL,
    classified_at timestamptz(3) NOT NULL,
    classified_by text NOT NULL);
  CREATE INDEX classifications_of_vendor ON classifications (vendor_id, effective_on, position);`;

const NORMS = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('enterprise-timezone', '2000-01-01', 'D0', 'Asia/Shanghai'),
    ('similar-projects-strategic', '2000-01-01', '2.1.1', '3'),
    ('similar-projects-regular', '2000-01-01', '2.1.1', '1'),
    ('similar-projects-temporary', '2000-01-01', '2.1.1', '0'),
    ('capability-pass-score', '2000-01-01', '2.1.2', '70'),
    ('compliance-validity-months', '2000-01-01', '2.1.3', '12');`;

/** Each table with the column that says whose the row is. FORCE holds the owner to it as well. */
const OWNERS = {
  vendors: 'id',
  evidence: 'vendor_id',
  capability_tests: 'vendor_id',
  compliance_checks: 'vendor_id',
  classifications: 'vendor_id',
};

/** The CHECKs repeat the unions, so that the database asserts what the compiler does. */
export class CreateVendors1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CANDIDATES);
    await runner.query(FINDINGS);
    await runner.query(NORMS);
    for (const [table, owner] of Object.entries(OWNERS)) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || ${owner}))`);
    }
    // What was handed in, found or decided is a record: of evidence only the verification is added.
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE (status, admitted_at, admitted_by) ON vendors TO vendors_app;
      GRANT SELECT, INSERT, UPDATE (verified_at, verified_by) ON evidence TO vendors_app;
      GRANT SELECT, INSERT ON capability_tests, compliance_checks, classifications TO vendors_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
