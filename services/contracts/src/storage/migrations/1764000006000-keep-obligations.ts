import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Training and equipment that vendors owe, and what proves it piece by piece. Clause 1.3.4. */
export class KeepObligations1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Versions from before bring none.
      ALTER TABLE contracts ADD COLUMN obligations jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE contracts ALTER COLUMN obligations DROP DEFAULT;
      SELECT set_config('app.actor', 'service', true);
      UPDATE amendments SET terms = terms || '{"obligations": []}';
      SELECT set_config('app.actor', '', true);

      CREATE TABLE obligations (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL REFERENCES contracts,
        vendor_id uuid NOT NULL,
        contract_version int NOT NULL CHECK (contract_version >= 1),
        code text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('TRAINING', 'EQUIPMENT')),
        what text NOT NULL,
        quantity int NOT NULL CHECK (quantity > 0),
        due_on date NOT NULL,
        breaches_at timestamptz(3) NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'breached', 'fulfilled')),
        verified_quantity int NOT NULL,
        created_at timestamptz(3) NOT NULL,
        breached_at timestamptz(3),
        fulfilled_at timestamptz(3),
        UNIQUE (contract_id, code),
        CONSTRAINT obligations_fulfilment CHECK (
          (status = 'fulfilled') = ALL (ARRAY[fulfilled_at IS NOT NULL, verified_quantity >= quantity])),
        CONSTRAINT obligations_breach CHECK (
          (status <> 'open' OR breached_at IS NULL) AND (status <> 'breached' OR breached_at IS NOT NULL)));

      CREATE TABLE evidence (
        id uuid PRIMARY KEY,
        obligation_id uuid NOT NULL REFERENCES obligations,
        vendor_id uuid NOT NULL,
        reference text NOT NULL,
        quantity int NOT NULL CHECK (quantity > 0),
        file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
        recorded_by text NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        is_accepted boolean,
        verified_by text,
        verified_at timestamptz(3),
        rejection_reason text,
        CONSTRAINT evidence_two_persons CHECK (verified_by <> recorded_by),
        CONSTRAINT evidence_verdict CHECK (
          (is_accepted IS NULL) = ALL (ARRAY[verified_by IS NULL, verified_at IS NULL])),
        CONSTRAINT evidence_rejection CHECK (
          (is_accepted IS NOT DISTINCT FROM false) = (rejection_reason IS NOT NULL)));
      -- What was not accepted may be handed in again.
      CREATE UNIQUE INDEX evidence_reference ON evidence (obligation_id, reference)
        WHERE is_accepted IS DISTINCT FROM false;

      ALTER TABLE obligations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE evidence ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON obligations USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON evidence USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE (status, verified_quantity, breached_at, fulfilled_at)
        ON obligations TO contracts_app;
      GRANT SELECT, INSERT, UPDATE (is_accepted, verified_by, verified_at, rejection_reason)
        ON evidence TO contracts_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
