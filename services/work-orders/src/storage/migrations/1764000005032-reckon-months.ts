import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long services were there, month by month and revision by revision. Clause 2.2.1c. */
export class ReckonMonths1764000005032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Append-only: the last revision of a month counts.
      CREATE TABLE availability_months (
        id uuid, revision int CHECK (revision > 0),
        contract_id uuid NOT NULL, vendor_id uuid NOT NULL, service text NOT NULL,
        month text NOT NULL CHECK (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        agreed_seconds bigint NOT NULL, planned_seconds bigint NOT NULL, down_seconds bigint NOT NULL,
        unknown_seconds bigint NOT NULL,
        is_met boolean NOT NULL,
        display_percent text NOT NULL,
        status text NOT NULL CHECK (status IN ('COMPLETE', 'PROVISIONAL')),
        needs_decision boolean NOT NULL,
        not_counted json NOT NULL, unknown json NOT NULL,
        basis json NOT NULL, -- json, not jsonb: the next revision is compared with it to the byte
        computed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (id, revision),
        UNIQUE (contract_id, service, month, revision),
        CONSTRAINT availability_months_seconds CHECK (0 <= LEAST(planned_seconds, down_seconds, unknown_seconds)
          AND planned_seconds + down_seconds + unknown_seconds <= agreed_seconds + 3), -- each is rounded down
        CONSTRAINT availability_months_decision CHECK (NOT needs_decision OR status = 'PROVISIONAL'));
      CREATE INDEX availability_months_page ON availability_months (month, contract_id, service);

      -- What unknown time was decided to count as, append-only.
      CREATE TABLE unknown_decisions (
        availability_id uuid, position int,
        vendor_id uuid NOT NULL,
        revision int NOT NULL, -- that was decided on
        counts_as text NOT NULL CHECK (counts_as IN ('UP', 'DOWN')),
        spans json NOT NULL,
        reason text NOT NULL CHECK (length(reason) >= 3),
        decided_by text NOT NULL, decided_at timestamptz(3) NOT NULL,
        PRIMARY KEY (availability_id, position),
        UNIQUE (availability_id, revision),
        FOREIGN KEY (availability_id, revision) REFERENCES availability_months (id, revision));

      ALTER TABLE availability_months ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE unknown_decisions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON availability_months USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON unknown_decisions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      -- After the month's last midnight, so that what was late to be told is in.
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('availability-reckoning-delay-hours', '2000-01-01', '2.2.1c', '24');

      GRANT SELECT, INSERT ON availability_months, unknown_decisions TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
