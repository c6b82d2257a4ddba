import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Verdicts on SLA promises, and the quarters that were closed over them. */
export class CreateMilestones1764000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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

      ALTER TABLE milestones ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE periods ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON milestones USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON periods USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('silent-acceptance-working-days', '2000-01-01', '2.2.1b', '3'),
        ('quarter-cut-off-working-day', '2000-01-01', '1.3.1', '5');

      GRANT SELECT, INSERT, UPDATE ON milestones, periods TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
