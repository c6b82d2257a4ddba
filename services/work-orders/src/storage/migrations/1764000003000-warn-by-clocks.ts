import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What clocks were announced to have come to before and after their breach: each once. */
export class WarnByClocks1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clock_warnings (
        work_order_id uuid REFERENCES work_orders,
        kind text CHECK (kind IN ('ON_SITE', 'CLOSURE')),
        started_at timestamptz(3), -- of the clock: it may have begun again
        percent int CHECK (percent > 0 AND percent <> 100),
        reached_at timestamptz(3) NOT NULL,
        PRIMARY KEY (work_order_id, kind, started_at, percent));

      ALTER TABLE clock_warnings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON clock_warnings USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM work_orders w WHERE w.id = work_order_id));

      -- Per cents of the target: below 100 a warning, above it the breach repeated. D1.
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('clock-warning-percents', '2000-01-01', '2.2.1a', '50,75,90,150,200');

      GRANT SELECT, INSERT ON clock_warnings TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
