import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Service reports that vendors owe, by when, and what they submitted. Clauses 1.1.3b and 2.3.1d. */
export class OweReports1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reports (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL,
        vendor_id uuid NOT NULL,
        period text NOT NULL CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|Q[1-4])$'),
        due_at timestamptz(3) NOT NULL,
        overdue_at timestamptz(3),
        content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        content json, -- as it was submitted, to the byte
        as_of timestamptz(3),
        remarks text,
        submitted_by text,
        UNIQUE (contract_id, period),
        CONSTRAINT reports_submission CHECK ((submitted_by IS NOT NULL) = ALL (ARRAY[
          content_hash IS NOT NULL, content IS NOT NULL, as_of IS NOT NULL])));
      ALTER TABLE reports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON reports USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT ON reports TO work_orders_app;
      GRANT UPDATE (overdue_at, content_hash, content, as_of, remarks, submitted_by) ON reports TO work_orders_app;
      -- What a contract's months are reported from.
      CREATE INDEX facts_dispatched ON facts ((detail->>'contractId')) WHERE kind = 'DISPATCHED';

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('report-due-working-day', '2000-01-01', '1.1.3b', '5');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
