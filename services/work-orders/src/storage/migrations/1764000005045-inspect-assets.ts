import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans by which assets are looked at, their rounds, and what was found. */
export class InspectAssets1764000005045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(`
      ALTER TABLE inspection_plans ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE inspections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE inspection_results ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON inspection_plans USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON inspections USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON inspection_results USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM inspections i WHERE i.id = inspection_id));
      -- A vendor sees what it is to look at as well.
      DROP POLICY rows_of_the_actor ON assets;
      CREATE POLICY rows_of_the_actor ON assets USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM work_orders w WHERE w.asset_id = assets.id LIMIT 1)
          OR (SELECT true FROM inspection_plans p WHERE p.asset_id = assets.id LIMIT 1));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('inspection-grace-days', '2000-01-01', '3.2.1a', '2'),
        ('inspection-live-minutes', '2000-01-01', '3.2.1a', '60');

      GRANT SELECT, INSERT, UPDATE (retired_at, retired_by) ON inspection_plans TO work_orders_app;
      GRANT SELECT, INSERT, UPDATE (status, overdue_at, occurred_at, told_at, told_by, channel, evidence_grade,
        device_id, signature, confirmed_by, confirmed_at, seconded_by, seconded_at) ON inspections
        TO work_orders_app;
      GRANT SELECT, INSERT, UPDATE (work_order_id) ON inspection_results TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  CREATE TABLE inspection_plans (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 24),
    asset_id uuid NOT NULL REFERENCES assets,
    vendor_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    cadence_days int NOT NULL CHECK (cadence_days > 0),
    first_due_on date NOT NULL,
    items jsonb NOT NULL CHECK (jsonb_array_length(items) > 0),
    planned_at timestamptz(3) NOT NULL, planned_by text NOT NULL,
    retired_at timestamptz(3), retired_by text,
    CONSTRAINT inspection_plans_retired CHECK ((retired_at IS NULL) = (retired_by IS NULL)));
  CREATE INDEX inspection_plans_asset ON inspection_plans (asset_id);

  CREATE TABLE inspections (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES inspection_plans,
    asset_id uuid NOT NULL REFERENCES assets,
    vendor_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    due_on date NOT NULL,
    due_from timestamptz(3) NOT NULL,
    overdue_from timestamptz(3) NOT NULL CHECK (overdue_from > due_from),
    overdue_at timestamptz(3),
    status text NOT NULL CHECK (status IN ('due', 'awaits-confirmation', 'submitted')),
    occurred_at timestamptz(3), told_at timestamptz(3), told_by text,
    channel text CHECK (channel IN ('PLATFORM_API', 'MOBILE_APP', 'EXCEL', 'IMPORT')),
    evidence_grade text CHECK (evidence_grade IN ('A', 'B', 'C')),
    device_id uuid REFERENCES devices, signature text,
    confirmed_by text, confirmed_at timestamptz(3),
    seconded_by text, seconded_at timestamptz(3),
    UNIQUE (plan_id, due_on),
    CONSTRAINT inspections_record CHECK ((status = 'due') = ALL (ARRAY[occurred_at IS NULL, told_at IS NULL,
      told_by IS NULL, channel IS NULL, evidence_grade IS NULL])),
    CONSTRAINT inspections_signed CHECK (
      (channel IS NOT DISTINCT FROM 'MOBILE_APP') = ALL (ARRAY[device_id IS NOT NULL, signature IS NOT NULL])),
    CONSTRAINT inspections_other_channel CHECK (channel NOT IN ('EXCEL', 'IMPORT') OR evidence_grade = 'C'),
    CONSTRAINT inspections_device_grade CHECK (channel <> 'MOBILE_APP' OR evidence_grade <> 'A'),
    CONSTRAINT inspections_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT inspections_seconded CHECK ((seconded_by IS NULL) = (seconded_at IS NULL)),
    CONSTRAINT inspections_two_persons CHECK (
      seconded_by IS NULL OR (confirmed_by IS NOT NULL AND confirmed_by <> seconded_by)),
    CONSTRAINT inspections_not_by_the_teller CHECK (told_by <> ALL (ARRAY[confirmed_by, seconded_by])),
    CONSTRAINT inspections_waiting CHECK ((status = 'awaits-confirmation')
      = (channel IS NOT DISTINCT FROM 'MOBILE_APP' AND evidence_grade = 'C' AND seconded_by IS NULL)));
  CREATE INDEX inspections_open ON inspections (id) WHERE status <> 'submitted';

  CREATE TABLE inspection_results (
    inspection_id uuid REFERENCES inspections, item_code text,
    position int NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('OK', 'DEFECT', 'NOT_CHECKED')),
    note text,
    work_order_id uuid UNIQUE REFERENCES work_orders,
    PRIMARY KEY (inspection_id, item_code),
    CONSTRAINT inspection_results_note CHECK (outcome = 'OK' OR length(note) >= 3),
    CONSTRAINT inspection_results_defect CHECK (work_order_id IS NULL OR outcome = 'DEFECT'));`;
