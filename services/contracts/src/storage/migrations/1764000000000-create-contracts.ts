import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The CHECKs repeat the union of states, so that the database asserts what the compiler does. */
export class CreateContracts1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contracts (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        vendor_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('draft', 'signed', 'in-force')),
        yearly_amount_minor bigint NOT NULL CHECK (yearly_amount_minor > 0),
        deposit_required_minor bigint NOT NULL,
        escrowed_minor bigint NOT NULL CHECK (escrowed_minor >= 0),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        performance_share_bps int NOT NULL CHECK (performance_share_bps BETWEEN 0 AND 10000),
        curve text NOT NULL,
        start_on date NOT NULL,
        end_on date NOT NULL,
        effective_at timestamptz(3) NOT NULL,
        categories text[] NOT NULL,
        working_time jsonb NOT NULL,
        sla_targets jsonb NOT NULL,
        clauses jsonb NOT NULL,
        waiver text,
        has_liaison boolean NOT NULL,
        legal_by text,
        finance_by text,
        technical_by text,
        signed_at timestamptz(3),
        signed_by text,
        activated_at timestamptz(3),
        CONSTRAINT contracts_dates CHECK (start_on <= end_on),
        -- Clause 3.3.1a: ten per cent is the hard ceiling.
        CONSTRAINT contracts_deposit CHECK (deposit_required_minor BETWEEN 0 AND yearly_amount_minor / 10),
        -- Clause 3.1.1: three disciplines, three persons.
        CONSTRAINT contracts_approvers CHECK (
          legal_by <> finance_by AND legal_by <> technical_by AND finance_by <> technical_by),
        CONSTRAINT contracts_signature
          CHECK ((status <> 'draft') = ALL (ARRAY[signed_at IS NOT NULL, signed_by IS NOT NULL])),
        CONSTRAINT contracts_signed_when_approved
          CHECK (status = 'draft' OR (legal_by IS NOT NULL AND finance_by IS NOT NULL AND technical_by IS NOT NULL)),
        CONSTRAINT contracts_activation CHECK ((status = 'in-force') = (activated_at IS NOT NULL)));

      -- FORCE holds the owner to it as well; without an actor nothing is in sight.
      ALTER TABLE contracts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON contracts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      CREATE TABLE vendor_standings (
        vendor_id uuid PRIMARY KEY, is_admitted boolean NOT NULL, is_test_passed boolean NOT NULL);
      ALTER TABLE vendor_standings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON vendor_standings USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('deposit-share-bps', '2000-01-01', '3.3.1a', '1000'),
        ('performance-share-bps', '2000-01-01', '2.2.2a', '2000');

      GRANT SELECT, INSERT, UPDATE ON contracts, vendor_standings TO contracts_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
