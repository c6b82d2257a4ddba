import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work orders recorded after the fact from a workbook, and what becomes of them when it is taken back. */
export class RecordBatches1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_order_batches (
        id uuid PRIMARY KEY,
        file_id text NOT NULL CHECK (file_id ~ '^[0-9a-f]{64}$'), -- SHA-256 of the workbook
        work_orders int NOT NULL CHECK (work_orders > 0),
        applied_by text NOT NULL, applied_at timestamptz(3) NOT NULL,
        undone_by text, undone_at timestamptz(3), undo_reason text CHECK (length(undo_reason) >= 3),
        CONSTRAINT work_order_batches_undone CHECK (
          (undone_by IS NULL) = ALL (ARRAY[undone_at IS NULL, undo_reason IS NULL])),
        CONSTRAINT work_order_batches_two_persons CHECK (undone_by <> applied_by));
      CREATE UNIQUE INDEX work_order_batches_file ON work_order_batches (file_id) WHERE undone_by IS NULL;

      ALTER TABLE work_orders ADD batch_id uuid REFERENCES work_order_batches;
      CREATE INDEX work_orders_batch ON work_orders (batch_id) WHERE batch_id IS NOT NULL;

      ALTER TABLE work_orders DROP CONSTRAINT work_orders_status_check, ADD CONSTRAINT work_orders_status_check
        CHECK (status IN ('reported', 'scope-review', 'dispatched', 'accepted', 'on-site', 'paused', 'resolved',
          'closed', 'cancelled'));
      ALTER TABLE facts DROP CONSTRAINT facts_kind_check, ADD CONSTRAINT facts_kind_check
        CHECK (kind IN ('REPORTED', 'SCOPE_REVIEW', 'SCOPE_WITHDRAWN', 'DISPATCHED', 'ACCEPTED', 'ARRIVED', 'PAUSED',
          'RESUMED', 'SEVERITY_CHANGED', 'RESOLVED', 'REOPENED', 'CLOSED', 'CANCELLED'));
      -- What was recorded by mistake leaves its number to what is recorded in its place.
      ALTER TABLE work_orders DROP CONSTRAINT work_orders_log_number_key;
      CREATE UNIQUE INDEX work_orders_number ON work_orders (log, number) WHERE status <> 'cancelled';

      ALTER TABLE work_order_batches ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON work_order_batches USING (
        current_setting('app.actor', true) IN ('enterprise', 'service'));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('work-order-batch-rows', '2000-01-01', '3.2.1a', '5000');

      GRANT SELECT, INSERT, UPDATE (undone_by, undone_at, undo_reason) ON work_order_batches
        TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
