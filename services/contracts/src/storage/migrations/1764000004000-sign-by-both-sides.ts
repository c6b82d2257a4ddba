import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each side signs for itself. Of contracts from before, the vendor's signatory was not written down. */
export class SignByBothSides1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contracts DROP CONSTRAINT contracts_signature, ADD COLUMN vendor_signed_by text;
      ALTER TABLE contracts RENAME COLUMN signed_by TO enterprise_signed_by;
      SELECT set_config('app.actor', 'service', true);
      UPDATE contracts SET vendor_signed_by = '未记录' WHERE status <> 'draft';
      SELECT set_config('app.actor', '', true);
      ALTER TABLE contracts
        ADD CONSTRAINT contracts_signature CHECK ((status <> 'draft') = (signed_at IS NOT NULL)),
        ADD CONSTRAINT contracts_signed_by_both CHECK (
          (status <> 'draft') = (enterprise_signed_by IS NOT NULL AND vendor_signed_by IS NOT NULL));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
