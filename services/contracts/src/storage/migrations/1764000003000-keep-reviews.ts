import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reviews of contracts, and the timers of those that are in force already. Clause 1.3.3. */
export class KeepReviews1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reviews (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL REFERENCES contracts,
        vendor_id uuid NOT NULL,
        due_on date NOT NULL,
        announced_at timestamptz(3),
        escalated_at timestamptz(3),
        held_on date,
        held_by text,
        outcome text CHECK (outcome IN ('UNCHANGED', 'AMEND')),
        summary text,
        UNIQUE (contract_id, due_on),
        CONSTRAINT reviews_escalation CHECK (escalated_at IS NULL OR announced_at IS NOT NULL),
        CONSTRAINT reviews_held CHECK (
          (held_on IS NULL) = ALL (ARRAY[held_by IS NULL, outcome IS NULL, summary IS NULL])));
      ALTER TABLE reviews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON reviews USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON reviews TO contracts_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('review-cadence-months', '2000-01-01', '1.3.3', '12'),
        ('review-escalation-days', '2000-01-01', '1.3.3', '30');

      SELECT set_config('app.actor', 'service', true);
      INSERT INTO timers (use_case, key, due_at, input)
      SELECT 'announce-review', id || ':' || due_on,
             due_on::timestamp AT TIME ZONE (working_time->>'timezone'),
             json_build_object('contractId', id, 'dueOn', due_on)
      FROM (SELECT id, working_time, (start_on + interval '12 months')::date AS due_on
            FROM contracts WHERE status = 'in-force') AS c;
      SELECT set_config('app.actor', '', true);`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
