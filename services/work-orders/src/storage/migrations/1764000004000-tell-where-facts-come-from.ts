import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a fact came from and what it is worth as evidence; devices that tell facts without a network. */
export class TellWhereFactsComeFrom1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE devices (
        id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL,
        public_key text NOT NULL UNIQUE CHECK (public_key ~ '^[A-Za-z0-9+/]{43}=$'), -- ed25519, 32 bytes
        registered_at timestamptz(3) NOT NULL, registered_by text NOT NULL,
        revoked_at timestamptz(3), revoked_by text,
        CONSTRAINT devices_revocation CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)));

      -- Told too late to count by themselves: two persons of the enterprise confirm them, or nobody does.
      CREATE TABLE late_facts (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL REFERENCES work_orders,
        kind text NOT NULL CHECK (kind IN ('ARRIVED', 'RESOLVED')),
        occurred_at timestamptz(3) NOT NULL,
        device_id uuid NOT NULL REFERENCES devices, signature text NOT NULL,
        told_at timestamptz(3) NOT NULL, told_by text NOT NULL,
        confirmed_by text, confirmed_at timestamptz(3),
        seconded_by text, seconded_at timestamptz(3),
        CONSTRAINT late_facts_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
        CONSTRAINT late_facts_seconded CHECK ((seconded_by IS NULL) = (seconded_at IS NULL)),
        CONSTRAINT late_facts_two_persons CHECK (
          seconded_by IS NULL OR (confirmed_by IS NOT NULL AND confirmed_by <> seconded_by)),
        CONSTRAINT late_facts_not_by_the_teller CHECK (told_by <> ALL (ARRAY[confirmed_by, seconded_by])));
      CREATE INDEX late_facts_work_order ON late_facts (work_order_id);

      ALTER TABLE facts
        ADD channel text NOT NULL DEFAULT 'PLATFORM_API'
          CHECK (channel IN ('PLATFORM_API', 'MOBILE_APP', 'ALERTMANAGER', 'EXCEL', 'IMPORT')),
        ADD evidence_grade text NOT NULL DEFAULT 'A' CHECK (evidence_grade IN ('A', 'B', 'C')),
        ADD device_id uuid REFERENCES devices,
        ADD signature text,
        ADD CONSTRAINT facts_signed CHECK (
          (channel = 'MOBILE_APP') = ALL (ARRAY[device_id IS NOT NULL, signature IS NOT NULL])),
        ADD CONSTRAINT facts_after_the_fact CHECK (channel NOT IN ('EXCEL', 'IMPORT') OR evidence_grade = 'C');
      SELECT set_config('app.actor', 'service', true); -- the owner sees no row either
      UPDATE facts SET channel = 'IMPORT', evidence_grade = 'C'
        FROM work_orders w WHERE w.id = work_order_id AND w.log <> '';
      -- Every writer says it from now on.
      ALTER TABLE facts ALTER channel DROP DEFAULT, ALTER evidence_grade DROP DEFAULT,
        ALTER recorded_at DROP DEFAULT; -- it is the transaction's instant

      ALTER TABLE devices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE late_facts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON devices USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON late_facts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM work_orders w WHERE w.id = work_order_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('offline-fact-fresh-hours', '2000-01-01', '3.2.1a', '24');

      GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON devices TO work_orders_app;
      GRANT SELECT, INSERT, UPDATE (confirmed_by, confirmed_at, seconded_by, seconded_at) ON late_facts
        TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
