import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people checked in, for so many days, and that they agreed to it. */
export class KeepPositions1764000005042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where a person was is sensitive (PIPL art. 28): apart from all else, and deleted by a timer.
      CREATE TABLE visit_positions (
        visit_id uuid PRIMARY KEY REFERENCES visits,
        person text NOT NULL,
        latitude_microdegrees int NOT NULL,
        longitude_microdegrees int NOT NULL,
        accuracy_metres int NOT NULL CHECK (accuracy_metres >= 0),
        taken_at timestamptz(3) NOT NULL);
      CREATE INDEX visit_positions_person ON visit_positions (person);
      -- A person agrees to it apart from all else, and may take that back.
      CREATE TABLE location_consents (
        id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL,
        person text NOT NULL,
        given_at timestamptz(3) NOT NULL,
        withdrawn_at timestamptz(3) CHECK (withdrawn_at >= given_at));
      CREATE UNIQUE INDEX location_consents_standing ON location_consents (vendor_id, person)
        WHERE withdrawn_at IS NULL;

      ALTER TABLE visit_positions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE location_consents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON visit_positions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM visits v WHERE v.id = visit_id));
      CREATE POLICY rows_of_the_actor ON location_consents USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('position-accuracy-metres', '2000-01-01', '2.3.1b', '100'),
        ('position-retention-days', '2000-01-01', '2.3.1b', '30');

      GRANT SELECT, INSERT, DELETE ON visit_positions TO work_orders_app;
      GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON location_consents TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
