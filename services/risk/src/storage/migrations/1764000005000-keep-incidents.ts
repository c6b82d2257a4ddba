import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Major incidents with their timelines. Clause 2.3.3a. */
export class KeepIncidents1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of ['major_incidents', 'incident_entries']) {
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

const TABLES = `
  CREATE TABLE major_incidents (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    cause text NOT NULL CHECK (cause IN ('L1_BREACH', 'MANUAL')),
    work_order_id uuid,
    what text NOT NULL,
    backup_team_id uuid REFERENCES backup_teams,
    opened_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'closed')),
    closed_at timestamptz(3),
    closed_by text,
    CONSTRAINT major_incidents_cause CHECK ((cause = 'L1_BREACH') = (work_order_id IS NOT NULL)),
    CONSTRAINT major_incidents_closure CHECK ((status = 'closed') = ALL (ARRAY[
      closed_at IS NOT NULL, closed_by IS NOT NULL])));
  CREATE TRIGGER major_incidents_final BEFORE UPDATE ON major_incidents FOR EACH ROW
    WHEN (OLD.status = 'closed') EXECUTE FUNCTION refuse_change();

  CREATE TABLE incident_entries (
    incident_id uuid REFERENCES major_incidents,
    ordinal bigint GENERATED ALWAYS AS IDENTITY,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('OPENED', 'TEAM_ACTIVATED', 'NO_TEAM', 'TEAM_ARRIVED', 'NOTE', 'RESTORED',
      'BREACH_RETRACTED', 'CLOSED')),
    note text NOT NULL,
    at timestamptz(3) NOT NULL,
    by text NOT NULL,
    PRIMARY KEY (incident_id, ordinal));
  CREATE TRIGGER incident_entries_final BEFORE UPDATE ON incident_entries FOR EACH ROW
    EXECUTE FUNCTION refuse_change();

  GRANT SELECT, INSERT, UPDATE (status, closed_at, closed_by) ON major_incidents TO risk_app;
  GRANT SELECT, INSERT ON incident_entries TO risk_app;
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('incident-breach-hours', '2000-01-01', '2.3.3a', '72');`;
