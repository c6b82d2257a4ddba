import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dispatches to a vendor that is not certified: asked for by one person, approved by another. */
export class OverrideCapability1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capability_overrides (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL REFERENCES work_orders,
        contract_id uuid NOT NULL,
        reason text NOT NULL CHECK (length(reason) >= 3),
        requested_by text NOT NULL, requested_at timestamptz(3) NOT NULL,
        approved_by text, approved_at timestamptz(3),
        CONSTRAINT capability_overrides_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
        CONSTRAINT capability_overrides_two_persons CHECK (approved_by <> requested_by));

      ALTER TABLE capability_overrides ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      -- The enterprise's own affair: a vendor learns of the dispatch.
      CREATE POLICY rows_of_the_actor ON capability_overrides USING (
        current_setting('app.actor', true) IN ('enterprise', 'service'));

      GRANT SELECT, INSERT, UPDATE (approved_by, approved_at) ON capability_overrides TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
