import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How content the customer is, asked once for each work order that it closed. */
export class AskCustomers1764000005044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE surveys (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL UNIQUE REFERENCES work_orders,
        vendor_id uuid NOT NULL,
        contract_id uuid NOT NULL,
        quarter text NOT NULL CHECK (quarter ~ '^\\d{4}Q[1-4]$'),
        status text NOT NULL CHECK (status IN ('open', 'answered', 'expired')),
        opened_at timestamptz(3) NOT NULL, expires_at timestamptz(3) NOT NULL CHECK (expires_at > opened_at),
        score smallint CHECK (score BETWEEN 1 AND 5),
        comment text,
        answered_by text, answered_at timestamptz(3),
        CONSTRAINT surveys_answer CHECK (
          (status = 'answered') = ALL (ARRAY[score IS NOT NULL, answered_by IS NOT NULL, answered_at IS NOT NULL])),
        CONSTRAINT surveys_comment CHECK (comment IS NULL OR status = 'answered'));
      CREATE INDEX surveys_period ON surveys (contract_id, quarter);

      ALTER TABLE surveys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON surveys USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('survey-open-days', '2000-01-01', '1.3.1', '14');

      GRANT SELECT, INSERT, UPDATE (status, score, comment, answered_by, answered_at) ON surveys
        TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
