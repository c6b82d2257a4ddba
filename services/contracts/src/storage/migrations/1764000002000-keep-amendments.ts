import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of a contract after the first, each with all its terms. Clause 1.3.3. */
export class KeepAmendments1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE amendments (
        contract_id uuid NOT NULL REFERENCES contracts,
        contract_version int NOT NULL CHECK (contract_version >= 2),
        vendor_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('proposed', 'signed', 'withdrawn')),
        terms jsonb NOT NULL,
        deposit_required_minor bigint NOT NULL,
        effective_at timestamptz(3) NOT NULL,
        reason text NOT NULL,
        proposed_by text NOT NULL,
        legal_by text,
        finance_by text,
        technical_by text,
        enterprise_signed_by text,
        vendor_signed_by text,
        signed_at timestamptz(3),
        PRIMARY KEY (contract_id, contract_version),
        -- Clause 3.3.1a: ten per cent is the hard ceiling.
        CONSTRAINT amendments_deposit CHECK (
          deposit_required_minor BETWEEN 0 AND (terms->'yearlyAmount'->>'amountMinor')::bigint / 10),
        -- Clause 3.1.1: three disciplines, three persons.
        CONSTRAINT amendments_approvers CHECK (
          legal_by <> finance_by AND legal_by <> technical_by AND finance_by <> technical_by),
        CONSTRAINT amendments_signature CHECK ((status = 'signed') = (signed_at IS NOT NULL)),
        CONSTRAINT amendments_signed_when_agreed CHECK (status <> 'signed' OR (
          legal_by IS NOT NULL AND finance_by IS NOT NULL AND technical_by IS NOT NULL
          AND enterprise_signed_by IS NOT NULL AND vendor_signed_by IS NOT NULL)));
      CREATE UNIQUE INDEX amendments_one_open ON amendments (contract_id) WHERE status = 'proposed';
      ALTER TABLE amendments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON amendments USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON amendments TO contracts_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
