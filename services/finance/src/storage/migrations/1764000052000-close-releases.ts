import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A release that is refused or taken back, and what contracts tells of data in custody. D6.9, 2.2.3a. */
export class CloseReleases1764000052000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deposit_releases
        ADD closed_kind text CHECK (closed_kind IN ('REFUSED', 'CANCELLED')),
        ADD closed_reason text,
        ADD closed_by text,
        ADD closed_at timestamptz(3),
        ADD CONSTRAINT deposit_releases_closed CHECK ((closed_kind IS NOT NULL) = ALL (ARRAY[
          closed_reason IS NOT NULL, closed_by IS NOT NULL, closed_at IS NOT NULL])
          AND (closed_kind IS NULL OR approved_at IS NULL)),
        ADD CONSTRAINT deposit_releases_closer CHECK (closed_kind IS NULL
          OR (closed_kind = 'CANCELLED') = (closed_by = requested_by));
      DROP TRIGGER deposit_releases_final ON deposit_releases;
      CREATE TRIGGER deposit_releases_final BEFORE UPDATE ON deposit_releases FOR EACH ROW
        WHEN ((OLD.approved_at IS NOT NULL OR OLD.closed_at IS NOT NULL) AND OLD.* IS DISTINCT FROM NEW.*)
        EXECUTE FUNCTION refuse_change();
      GRANT UPDATE (closed_kind, closed_reason, closed_by, closed_at) ON deposit_releases TO finance_app;

      CREATE TABLE data_custody (
        contract_id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL,
        missing int NOT NULL CHECK (missing >= 0),
        told_at timestamptz(3) NOT NULL);
      GRANT SELECT, INSERT, UPDATE (missing, told_at) ON data_custody TO finance_app;
      ALTER TABLE data_custody ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON data_custody USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
