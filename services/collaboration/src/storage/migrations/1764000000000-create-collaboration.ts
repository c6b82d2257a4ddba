import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The CHECKs repeat the union of states, so that the database asserts what the compiler does. */
export class CreateCollaboration1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ROW_SECURITY);
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE ON known_contracts, meetings TO collaboration_app;
      GRANT SELECT, INSERT ON liaisons TO collaboration_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON agenda_items TO collaboration_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  CREATE TABLE known_contracts (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    code text NOT NULL,
    start_on date NOT NULL,
    end_on date NOT NULL,
    timezone text); -- null until the contract is in force

  -- Every assignment ever made; the contract's last one counts. Clause 2.3.2a.
  CREATE TABLE liaisons (
    contract_id uuid, revision int CHECK (revision > 0),
    id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    name text NOT NULL, deputy_name text NOT NULL, email text,
    assigned_at timestamptz(3) NOT NULL, assigned_by text NOT NULL,
    PRIMARY KEY (contract_id, revision),
    CONSTRAINT liaisons_deputy CHECK (name <> deputy_name));

  CREATE TABLE meetings (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    month text NOT NULL CHECK (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
    timezone text NOT NULL,
    ends_at timestamptz(3) NOT NULL,
    scheduled_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('scheduled', 'held', 'missed')),
    summary text,
    attendees int CHECK (attendees > 0),
    held_on date,
    agenda_items int CHECK (agenda_items >= 0),
    held_at timestamptz(3),
    held_by text,
    missed_at timestamptz(3),
    CONSTRAINT meetings_month UNIQUE (month, contract_id),
    CONSTRAINT meetings_minutes CHECK ((status = 'held') = ALL (
      ARRAY[summary IS NOT NULL, attendees IS NOT NULL, held_on IS NOT NULL, agenda_items IS NOT NULL,
        held_at IS NOT NULL, held_by IS NOT NULL])),
    CONSTRAINT meetings_held_in_month CHECK (to_char(held_on, 'YYYY-MM') = month),
    CONSTRAINT meetings_missed CHECK ((status = 'missed') = (missed_at IS NOT NULL)));

  -- A breach stands on one agenda; without a meeting it waits until its contract's zone is known.
  CREATE TABLE agenda_items (
    milestone_id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    work_order_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ON_SITE', 'CLOSURE')),
    severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 4),
    decided_at timestamptz(3) NOT NULL,
    meeting_id uuid);
  CREATE INDEX agenda_items_meeting ON agenda_items (meeting_id, decided_at);
  CREATE INDEX agenda_items_waiting ON agenda_items (contract_id) WHERE meeting_id IS NULL;`;

/** FORCE holds the owner to it as well; without an actor nothing is in sight. */
const ROW_SECURITY = ['known_contracts', 'liaisons', 'meetings', 'agenda_items']
  .map(
    (table) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON ${table} USING (
    current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`,
  )
  .join('');
