import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Suspension, termination and expiry, and the timers of contracts that are in force already. Clause 2.4. */
export class KeepLifecycle1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contracts
        DROP CONSTRAINT contracts_status_check, DROP CONSTRAINT contracts_activation,
        ADD COLUMN suspended_at timestamptz(3), ADD COLUMN suspended_by text, ADD COLUMN suspension_reason text,
        ADD COLUMN ended_at timestamptz(3),
        ADD CONSTRAINT contracts_status CHECK (
          status IN ('draft', 'signed', 'in-force', 'suspended', 'terminated', 'expired')),
        ADD CONSTRAINT contracts_activation CHECK (
          (status IN ('draft', 'signed')) = (activated_at IS NULL)),
        ADD CONSTRAINT contracts_suspension CHECK ((status = 'suspended') = ALL (ARRAY[
          suspended_at IS NOT NULL, suspended_by IS NOT NULL, suspension_reason IS NOT NULL])),
        ADD CONSTRAINT contracts_end CHECK ((status IN ('terminated', 'expired')) = (ended_at IS NOT NULL));

      CREATE TABLE terminations (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL REFERENCES contracts,
        vendor_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('offered', 'notified', 'effected', 'withdrawn')),
        ground text NOT NULL CHECK (ground IN ('CAUSE', 'AGREEMENT')),
        reason text NOT NULL,
        side text NOT NULL CHECK (side IN ('ENTERPRISE', 'VENDOR')),
        given_by text NOT NULL,
        given_at timestamptz(3) NOT NULL,
        last_on date NOT NULL,
        effective_at timestamptz(3) NOT NULL,
        agreed_by text,
        agreed_at timestamptz(3),
        -- Nobody agrees with himself.
        CONSTRAINT terminations_two_persons CHECK (agreed_by <> given_by),
        CONSTRAINT terminations_offer CHECK (status <> 'offered' OR ground = 'AGREEMENT'),
        CONSTRAINT terminations_agreement CHECK (
          (status IN ('notified', 'effected') AND ground = 'AGREEMENT')
          = ALL (ARRAY[agreed_by IS NOT NULL, agreed_at IS NOT NULL])));
      CREATE UNIQUE INDEX terminations_one_open ON terminations (contract_id)
        WHERE status IN ('offered', 'notified');
      CREATE INDEX terminations_contract ON terminations (contract_id, id);
      ALTER TABLE terminations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON terminations USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE (status, agreed_by, agreed_at) ON terminations TO contracts_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('termination-cause-notice-days', '2000-01-01', '2.4.2', '30');

      SELECT set_config('app.actor', 'service', true);
      INSERT INTO timers (use_case, key, due_at, input)
      SELECT 'expire-contract', id || ':' || end_on,
             (end_on + 1)::timestamp AT TIME ZONE timezone, json_build_object('contractId', id)
      FROM (
        SELECT c.id, coalesce((a.terms->>'endOn')::date, c.end_on) AS end_on,
               coalesce(a.terms->'workingTime'->>'timezone', c.working_time->>'timezone') AS timezone
        FROM contracts c LEFT JOIN LATERAL (
          SELECT terms FROM amendments WHERE contract_id = c.id AND status = 'signed'
          ORDER BY contract_version DESC LIMIT 1) AS a ON true
        WHERE c.status = 'in-force') AS last;
      SELECT set_config('app.actor', '', true);`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
