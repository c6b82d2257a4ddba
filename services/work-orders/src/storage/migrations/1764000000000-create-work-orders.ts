import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work orders, their facts and milestones, and what other services told about contracts and vendors. */
export class CreateWorkOrders1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_orders (
        id uuid PRIMARY KEY,
        -- The log that an imported one came from; '' for one of our own.
        log text NOT NULL,
        number text NOT NULL,
        category text CHECK (category IN ('HARDWARE', 'SOFTWARE', 'NETWORK', 'SECURITY')),
        evidence_grade text NOT NULL CHECK (evidence_grade IN ('A', 'B', 'C')),
        status text NOT NULL CHECK (
          status IN ('reported', 'dispatched', 'accepted', 'on-site', 'paused', 'resolved', 'closed')),
        severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 4),
        reported_at timestamptz(3) NOT NULL,
        vendor_id uuid,
        contract_id uuid,
        contract_version int,
        UNIQUE (log, number),
        CONSTRAINT work_orders_assignment CHECK (
          (status <> 'reported')
            = ALL (ARRAY[vendor_id IS NOT NULL, contract_id IS NOT NULL, contract_version IS NOT NULL])),
        CONSTRAINT work_orders_category CHECK (category IS NOT NULL OR log <> ''));
      CREATE INDEX work_orders_vendor ON work_orders (vendor_id, id);

      -- What happened, append-only: everything else follows from it.
      CREATE TABLE facts (
        work_order_id uuid NOT NULL REFERENCES work_orders,
        position int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('REPORTED', 'DISPATCHED', 'ACCEPTED', 'ARRIVED', 'PAUSED', 'RESUMED',
          'SEVERITY_CHANGED', 'RESOLVED', 'REOPENED', 'CLOSED')),
        occurred_at timestamptz(3) NOT NULL,
        recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        recorded_by text NOT NULL,
        detail jsonb NOT NULL,
        PRIMARY KEY (work_order_id, position));

      CREATE TABLE milestones (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL REFERENCES work_orders,
        kind text NOT NULL CHECK (kind IN ('ON_SITE', 'CLOSURE')),
        vendor_id uuid NOT NULL,
        contract_id uuid NOT NULL,
        contract_version int NOT NULL,
        severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 4),
        verdict text NOT NULL CHECK (verdict IN ('MET', 'BREACHED', 'OPEN')),
        decided_at timestamptz(3) NOT NULL,
        quarter text NOT NULL CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
        elapsed_seconds bigint NOT NULL CHECK (elapsed_seconds >= 0),
        target_seconds bigint NOT NULL CHECK (target_seconds > 0),
        is_provisional boolean NOT NULL,
        UNIQUE (work_order_id, kind));
      CREATE INDEX milestones_period ON milestones (contract_id, quarter);

      CREATE TABLE periods (
        contract_id uuid, quarter text CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
        vendor_id uuid NOT NULL,
        revision int NOT NULL CHECK (revision > 0),
        counts jsonb NOT NULL,
        closed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (contract_id, quarter));

      CREATE TABLE contract_versions (
        contract_id uuid, contract_version int,
        vendor_id uuid NOT NULL,
        effective_at timestamptz(3) NOT NULL,
        start_on date NOT NULL,
        end_on date NOT NULL,
        categories text[] NOT NULL,
        working_time jsonb NOT NULL,
        sla_targets jsonb NOT NULL,
        PRIMARY KEY (contract_id, contract_version));
      CREATE TABLE vendor_skills (vendor_id uuid PRIMARY KEY, categories text[] NOT NULL);

      ALTER TABLE work_orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE facts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE milestones ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE periods ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE contract_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE vendor_skills ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      -- A work order that nobody answers for yet is the enterprise's alone: NULL makes no vendor's name.
      CREATE POLICY rows_of_the_actor ON work_orders USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      -- A fact is seen by whoever sees its work order; the cheap test comes first, for imports.
      CREATE POLICY rows_of_the_actor ON facts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR EXISTS (SELECT FROM work_orders w WHERE w.id = work_order_id));
      CREATE POLICY rows_of_the_actor ON milestones USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON periods USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON contract_versions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON vendor_skills USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('silent-acceptance-working-days', '2000-01-01', '2.2.1b', '3'),
        ('quarter-cut-off-working-day', '2000-01-01', '1.3.1', '5');

      GRANT SELECT, INSERT, UPDATE ON work_orders, milestones, periods, contract_versions, vendor_skills
        TO work_orders_app;
      GRANT SELECT, INSERT ON facts TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
