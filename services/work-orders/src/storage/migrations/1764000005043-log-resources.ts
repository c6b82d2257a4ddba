import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What work orders used, append-only: a line is taken back by another one. */
export class LogResources1764000005043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE resource_entries (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL REFERENCES work_orders,
        vendor_id uuid NOT NULL,
        contract_id uuid NOT NULL,
        month text NOT NULL CHECK (month ~ '^\\d{4}-\\d{2}$'),
        kind text NOT NULL CHECK (kind IN ('LABOUR', 'PART', 'ENERGY')),
        labour_minutes int,
        part_code text, quantity numeric(12, 3), unit text,
        energy_kwh numeric(12, 3),
        occurred_at timestamptz(3) NOT NULL,
        recorded_at timestamptz(3) NOT NULL, recorded_by text NOT NULL,
        reversal_of uuid UNIQUE REFERENCES resource_entries,
        reason text CHECK (length(reason) >= 3),
        CONSTRAINT resource_entries_labour CHECK ((kind = 'LABOUR') = (labour_minutes IS NOT NULL)),
        CONSTRAINT resource_entries_part CHECK (
          (kind = 'PART') = ALL (ARRAY[part_code IS NOT NULL, quantity IS NOT NULL, unit IS NOT NULL])),
        CONSTRAINT resource_entries_energy CHECK ((kind = 'ENERGY') = (energy_kwh IS NOT NULL)),
        CONSTRAINT resource_entries_sign CHECK (
          sign(coalesce(labour_minutes, quantity, energy_kwh)) = CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END),
        CONSTRAINT resource_entries_reason CHECK ((reversal_of IS NULL) = (reason IS NULL)));
      CREATE INDEX resource_entries_work_order ON resource_entries (work_order_id, id);
      CREATE INDEX resource_entries_month ON resource_entries (contract_id, month);

      ALTER TABLE resource_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON resource_entries USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      GRANT SELECT, INSERT ON resource_entries TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
