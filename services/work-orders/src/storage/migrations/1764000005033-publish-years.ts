import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which days of a year are off and made up, as two persons published it. D1, import rule 9. */
export class PublishYears1764000005033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_years (
        id uuid PRIMARY KEY,
        calendar text NOT NULL CHECK (calendar IN ('CN')),
        year int NOT NULL CHECK (year BETWEEN 2000 AND 2099),
        notice text NOT NULL CHECK (notice ~ '^https?://'),
        off text[] NOT NULL, made_up text[] NOT NULL,
        proposed_by text NOT NULL, proposed_at timestamptz(3) NOT NULL,
        version int CHECK (version > 0), -- counts the publications of the calendar
        published_by text, published_at timestamptz(3),
        UNIQUE (calendar, version),
        CONSTRAINT calendar_years_published CHECK (
          (version IS NULL) = ALL (ARRAY[published_by IS NULL, published_at IS NULL])),
        CONSTRAINT calendar_years_two_persons CHECK (published_by <> proposed_by));

      ALTER TABLE calendar_years ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      -- A vendor's clocks follow from what was published; the rest is the enterprise's own affair.
      CREATE POLICY rows_of_the_actor ON calendar_years
        USING (current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (version IS NOT NULL AND current_setting('app.actor', true) LIKE 'vendor:%'))
        WITH CHECK (current_setting('app.actor', true) IN ('enterprise', 'service'));

      GRANT SELECT, INSERT, UPDATE (version, published_by, published_at) ON calendar_years TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
