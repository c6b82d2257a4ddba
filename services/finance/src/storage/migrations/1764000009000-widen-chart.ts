import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The accounts and kinds of damages, deductions, interest, guarantees, credits and set-off. D5 and D6. */
export class WidenChart1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journal DROP CONSTRAINT journal_kind_check, ADD CONSTRAINT journal_kind_check CHECK (kind IN (
        'deposit-receipt', 'deposit-amendment', 'deposit-return', 'deposit-deduction', 'deposit-release',
        'deposit-interest', 'guarantee', 'settlement', 'adjustment', 'claim', 'damage', 'set-off'));
      ALTER TABLE postings DROP CONSTRAINT postings_account_check, ADD CONSTRAINT postings_account_check CHECK (
        account IN ('A.ESCROW_CASH', 'A.BANK', 'A.CLAIMS_RECEIVABLE', 'L.DEPOSIT_VENDOR', 'L.SUSPENSE',
          'L.INTEREST_VENDOR', 'L.PAYABLE_VENDOR', 'E.SERVICE_FEE', 'E.PERFORMANCE_PAY', 'E.OUT_OF_SCOPE',
          'E.DISPUTE_AWARD', 'R.DISPUTE_AWARD', 'R.DAMAGES', 'R.SERVICE_CREDIT', 'M.GUARANTEE_HELD',
          'M.GUARANTEE_GIVEN'));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
