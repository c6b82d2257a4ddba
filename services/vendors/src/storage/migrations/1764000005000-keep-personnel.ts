import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who works for the enterprise on the vendors' side, by pseudonyms, and how they leave. Clause 2.2.3b. */
export class KeepPersonnel1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE personnel (
        id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL REFERENCES vendors,
        code text NOT NULL CHECK (code ~ '^[A-Za-z0-9-]{1,32}$'), -- no names
        role text NOT NULL CHECK (role IN ('ENGINEER', 'LEAD', 'DISPATCHER')),
        joined_on date NOT NULL,
        left_at timestamptz(3),
        revoke_by timestamptz(3),
        checklist jsonb NOT NULL DEFAULT '{}',
        overdue_at timestamptz(3),
        CONSTRAINT personnel_code UNIQUE (vendor_id, code),
        CONSTRAINT personnel_leaving CHECK ((left_at IS NULL) = (revoke_by IS NULL)
          AND (left_at IS NOT NULL OR (checklist = '{}' AND overdue_at IS NULL))),
        CONSTRAINT personnel_overdue CHECK (overdue_at >= revoke_by));
      ALTER TABLE personnel ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON personnel USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE TRIGGER personnel_left BEFORE UPDATE ON personnel FOR EACH ROW
        WHEN (OLD.left_at IS NOT NULL AND (OLD.left_at, OLD.revoke_by) IS DISTINCT FROM (NEW.left_at, NEW.revoke_by))
        EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT, UPDATE (left_at, revoke_by, checklist, overdue_at) ON personnel TO vendors_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('leaver-revoke-hours', '2000-01-01', '2.2.3b', '24'),
        ('non-compete-max-months', '2000-01-01', '2.2.3b', '24');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
