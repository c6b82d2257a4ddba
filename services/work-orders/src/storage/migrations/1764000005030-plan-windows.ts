import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is promised of services, and planned work on them. Clause 2.2.1c. */
export class PlanWindows1764000005030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Versions from before promise nothing of services, and cannot be named by alerts.
      ALTER TABLE contract_versions ADD code text, ADD availability jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE contract_versions ALTER availability DROP DEFAULT;
      CREATE INDEX contract_versions_code ON contract_versions (code);

      CREATE TABLE planned_windows (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL, vendor_id uuid NOT NULL, service text NOT NULL,
        starts_at timestamptz(3) NOT NULL, ends_at timestamptz(3) NOT NULL,
        reason text NOT NULL CHECK (length(reason) >= 3),
        status text NOT NULL CHECK (status IN ('announced', 'approved', 'cancelled')),
        announced_by text NOT NULL, noticed_at timestamptz(3) NOT NULL,
        approved_by text, approved_at timestamptz(3),
        cancelled_by text, cancelled_at timestamptz(3),
        CONSTRAINT planned_windows_span CHECK (starts_at < ends_at),
        CONSTRAINT planned_windows_ahead CHECK (
          greatest(noticed_at, approved_at, cancelled_at) < starts_at),
        CONSTRAINT planned_windows_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)
          AND (status <> 'approved' OR approved_by IS NOT NULL)
          AND (status <> 'announced' OR approved_by IS NULL)),
        CONSTRAINT planned_windows_cancelled CHECK (
          (status = 'cancelled') = ALL (ARRAY[cancelled_by IS NOT NULL, cancelled_at IS NOT NULL])),
        CONSTRAINT planned_windows_two_persons CHECK (approved_by <> announced_by));
      CREATE INDEX planned_windows_service ON planned_windows (contract_id, service, starts_at);
      -- When the work was said to have ended, append-only: the last saying counts.
      CREATE TABLE planned_window_ends (
        window_id uuid REFERENCES planned_windows, position int,
        ended_at timestamptz(3) NOT NULL,
        reason text CHECK (length(reason) >= 3),
        told_by text NOT NULL, told_at timestamptz(3) NOT NULL,
        PRIMARY KEY (window_id, position),
        CONSTRAINT planned_window_ends_reason CHECK ((position > 0) = (reason IS NOT NULL)));

      ALTER TABLE planned_windows ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE planned_window_ends ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON planned_windows USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON planned_window_ends USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM planned_windows w WHERE w.id = window_id));

      GRANT SELECT, INSERT, UPDATE (status, approved_by, approved_at, cancelled_by, cancelled_at)
        ON planned_windows TO work_orders_app;
      GRANT SELECT, INSERT ON planned_window_ends TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
