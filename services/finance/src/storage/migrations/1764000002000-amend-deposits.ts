import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An amendment that lowers the deposit moves what is beyond it to suspense; it goes back from there. D6. */
export class AmendDeposits1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journal DROP CONSTRAINT journal_kind_check, ADD CONSTRAINT journal_kind_check
        CHECK (kind IN ('deposit-receipt', 'deposit-amendment', 'deposit-return', 'settlement', 'adjustment'));

      CREATE TABLE deposit_returns (
        id uuid PRIMARY KEY,
        deposit_id uuid NOT NULL REFERENCES deposits,
        contract_id uuid NOT NULL,
        vendor_id uuid NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        status text NOT NULL CHECK (status IN ('requested', 'refused', 'approved', 'returned')),
        requested_by text NOT NULL, requested_at timestamptz(3) NOT NULL,
        refused_by text, refused_at timestamptz(3),
        approved_by text, approved_at timestamptz(3),
        custodian_reference text UNIQUE, returned_on date,
        recorded_by text, recorded_at timestamptz(3),
        CONSTRAINT deposit_returns_refused CHECK (
          (status = 'refused') = ALL (ARRAY[refused_by IS NOT NULL, refused_at IS NOT NULL])),
        CONSTRAINT deposit_returns_approved CHECK (
          (status IN ('approved', 'returned')) = ALL (ARRAY[approved_by IS NOT NULL, approved_at IS NOT NULL])),
        CONSTRAINT deposit_returns_returned CHECK ((status = 'returned') = ALL (ARRAY[
          custodian_reference IS NOT NULL, returned_on IS NOT NULL, recorded_by IS NOT NULL,
          recorded_at IS NOT NULL])),
        CONSTRAINT deposit_returns_two_persons CHECK (approved_by <> requested_by));
      CREATE INDEX deposit_returns_contract ON deposit_returns (contract_id, id);

      ALTER TABLE deposit_returns ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON deposit_returns USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON deposit_returns TO finance_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
