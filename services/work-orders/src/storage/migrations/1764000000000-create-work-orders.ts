import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work orders and their facts, which are append-only. */
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

      ALTER TABLE work_orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE facts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      -- A work order that nobody answers for yet is the enterprise's alone: NULL makes no vendor's name.
      CREATE POLICY rows_of_the_actor ON work_orders USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      -- A fact is seen by whoever sees its work order; the cheap test comes first, for imports.
      CREATE POLICY rows_of_the_actor ON facts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR EXISTS (SELECT FROM work_orders w WHERE w.id = work_order_id));

      GRANT SELECT, INSERT, UPDATE ON work_orders TO work_orders_app;
      GRANT SELECT, INSERT ON facts TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
