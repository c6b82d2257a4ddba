import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Backup teams, equipment and joint drills of each vendor. Clause 2.3.3. */
export class KeepReadiness1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of ['vendor_readiness', 'backup_teams', 'emergency_equipment', 'drills']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
    await runner.query(POLICY_NUMBERS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  CREATE TABLE vendor_readiness (
    vendor_id uuid PRIMARY KEY,
    tier text CHECK (tier IN ('STRATEGIC', 'REGULAR', 'TEMPORARY')),
    tier_on date,
    admitted_on date,
    core_skills text[] NOT NULL,
    covered_skills int NOT NULL CHECK (covered_skills BETWEEN 0 AND cardinality(core_skills)),
    last_drill_on date,
    drill_due_on date,
    drill_missed_on date,
    CONSTRAINT vendor_readiness_tier CHECK ((tier IS NULL) = (tier_on IS NULL)));

  CREATE TABLE backup_teams (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    name text NOT NULL,
    members jsonb NOT NULL,
    skills text[] NOT NULL CHECK (cardinality(skills) > 0),
    response_minutes int NOT NULL CHECK (response_minutes > 0),
    confirmed_at timestamptz(3) NOT NULL,
    fresh_until timestamptz(3) NOT NULL CHECK (fresh_until > confirmed_at),
    expired_at timestamptz(3));
  CREATE INDEX backup_teams_of_vendor ON backup_teams (vendor_id);

  CREATE TABLE emergency_equipment (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    name text NOT NULL,
    quantity int NOT NULL CHECK (quantity > 0),
    location text NOT NULL,
    inspected_at timestamptz(3) NOT NULL,
    inspection_due_at timestamptz(3) NOT NULL CHECK (inspection_due_at > inspected_at),
    due_told_at timestamptz(3));

  CREATE TABLE drills (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    scenario text NOT NULL,
    planned_on date NOT NULL,
    rto_target_minutes int NOT NULL CHECK (rto_target_minutes > 0),
    retest_of uuid REFERENCES drills,
    planned_by text NOT NULL,
    status text NOT NULL CHECK (status IN ('planned', 'passed', 'failed')),
    actual_minutes int CHECK (actual_minutes >= 0),
    findings jsonb,
    executed_by text,
    executed_at timestamptz(3),
    retest_due_on date,
    retest_missed_at timestamptz(3),
    CONSTRAINT drills_execution CHECK ((status <> 'planned') = ALL (ARRAY[actual_minutes IS NOT NULL,
      findings IS NOT NULL, executed_by IS NOT NULL, executed_at IS NOT NULL])),
    -- Clause 2.3.3c: above its target a drill fails, and is to be repeated.
    CONSTRAINT drills_result CHECK (status = 'planned' OR (status = 'failed') = (actual_minutes > rto_target_minutes)),
    CONSTRAINT drills_retest CHECK ((status = 'failed') = (retest_due_on IS NOT NULL)
      AND (retest_missed_at IS NULL OR status = 'failed')));
  CREATE INDEX drills_retests ON drills (retest_of);
  CREATE TRIGGER drills_final BEFORE UPDATE OF status ON drills FOR EACH ROW
    WHEN (OLD.status <> 'planned' AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse_change();

  GRANT SELECT, INSERT, UPDATE ON vendor_readiness TO risk_app;
  GRANT SELECT, INSERT, UPDATE (confirmed_at, fresh_until, expired_at) ON backup_teams TO risk_app;
  GRANT SELECT, INSERT, UPDATE (inspected_at, inspection_due_at, due_told_at) ON emergency_equipment TO risk_app;
  GRANT SELECT, INSERT, UPDATE (status, actual_minutes, findings, executed_by, executed_at, retest_due_on,
    retest_missed_at) ON drills TO risk_app;`;

const POLICY_NUMBERS = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('backup-team-fresh-days', '2000-01-01', '2.3.3a', '90'),
    ('equipment-inspection-days', '2000-01-01', '2.3.3b', '90'),
    ('drill-months-strategic', '2000-01-01', '2.3.3c', '6'),
    ('drill-months-regular', '2000-01-01', '2.3.3c', '12'),
    ('drill-retest-days', '2000-01-01', '2.3.3c', '30');`;
