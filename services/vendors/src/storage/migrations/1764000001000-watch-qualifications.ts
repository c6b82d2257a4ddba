import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers end: it is announced before, and a vendor that lacks one is restricted. Clause 2.1.1. */
export class WatchQualifications1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE vendors
        ADD restricted_at timestamptz(3),
        ADD expired_items uuid[],
        DROP CONSTRAINT vendors_status_check,
        ADD CONSTRAINT vendors_status_check CHECK (status IN ('registered', 'admitted', 'restricted')),
        DROP CONSTRAINT vendors_admission,
        ADD CONSTRAINT vendors_admission CHECK (
          (status <> 'registered') = ALL (ARRAY[admitted_at IS NOT NULL, admitted_by IS NOT NULL])),
        ADD CONSTRAINT vendors_restriction CHECK (
          (status = 'restricted') = ALL (ARRAY[restricted_at IS NOT NULL, expired_items IS NOT NULL])),
        ADD CONSTRAINT vendors_expired_items CHECK (cardinality(expired_items) > 0);
      GRANT UPDATE (restricted_at, expired_items) ON vendors TO vendors_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('qualification-watch-days', '2000-01-01', '2.1.1', '90,30,7'),
        -- What an admission asks for; without the others a vendor may still work.
        ('qualification-required-kinds', '2000-01-01', '2.1.1', 'LICENCE,ISO9001');`);
    // What was verified before is looked at at once; row-level security holds the owner, too.
    await runner.query(`
      SELECT set_config('app.actor', 'service', true);
      INSERT INTO timers (use_case, key, due_at, input)
        SELECT 'watch-qualification', id, now(), json_build_object('vendorId', vendor_id, 'itemId', id)
        FROM evidence WHERE verified_at IS NOT NULL AND valid_to IS NOT NULL;
      SELECT set_config('app.actor', '', true);`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
