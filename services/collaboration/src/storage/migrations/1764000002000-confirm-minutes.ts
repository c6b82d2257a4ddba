import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BY_OWNER, finalWhere, secured } from '../row-security';

/** Minutes that both sides confirm, actions that follow from them, and risks to talk about. Clause 2.3.2c. */
export class ConfirmMinutes1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MINUTES);
    await runner.query(ACTIONS);
    await runner.query(RISKS);
    await runner.query(
      ['meeting_minutes', 'actions', 'known_risks', 'meeting_topics']
        .map((table) => secured(table, BY_OWNER))
        .join(''),
    );
    await runner.query(finalWhere('meeting_minutes', `OLD.status <> 'proposed'`));
    await runner.query(finalWhere('actions', `OLD.status = 'done'`));
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** What was taken before is put before both sides. */
const MINUTES = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is final', TG_TABLE_NAME; END $$;

  CREATE TABLE meeting_minutes (
    meeting_id uuid REFERENCES meetings, revision int CHECK (revision > 0),
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    month text NOT NULL,
    summary text NOT NULL,
    attendees int NOT NULL CHECK (attendees > 0),
    held_on date NOT NULL,
    written_by text NOT NULL,
    written_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('proposed', 'confirmed', 'returned')),
    enterprise_by text, enterprise_at timestamptz(3),
    vendor_by text, vendor_at timestamptz(3),
    returned_side text CHECK (returned_side IN ('ENTERPRISE', 'VENDOR')),
    reason text,
    returned_by text,
    returned_at timestamptz(3),
    PRIMARY KEY (meeting_id, revision),
    CONSTRAINT minutes_pairs CHECK ((enterprise_by IS NULL) = (enterprise_at IS NULL)
      AND (vendor_by IS NULL) = (vendor_at IS NULL)),
    CONSTRAINT minutes_both_sides CHECK (
      (status = 'confirmed') = (enterprise_by IS NOT NULL AND vendor_by IS NOT NULL)),
    CONSTRAINT minutes_return CHECK ((status = 'returned') = ALL (ARRAY[returned_side IS NOT NULL,
      reason IS NOT NULL, returned_by IS NOT NULL, returned_at IS NOT NULL])));
  GRANT SELECT, INSERT, UPDATE ON meeting_minutes TO collaboration_app;
  SELECT set_config('app.actor', 'service', true);
  INSERT INTO meeting_minutes (meeting_id, revision, contract_id, vendor_id, month, summary, attendees, held_on,
      written_by, written_at, status)
    SELECT id, 1, contract_id, vendor_id, month, summary, attendees, held_on, held_by, held_at, 'proposed'
    FROM meetings WHERE status = 'held';
  SELECT set_config('app.actor', '', true);`;

const ACTIONS = `
  CREATE TABLE actions (
    id uuid PRIMARY KEY,
    meeting_id uuid NOT NULL REFERENCES meetings,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    what text NOT NULL,
    owner_side text NOT NULL CHECK (owner_side IN ('ENTERPRISE', 'VENDOR')),
    due_on date NOT NULL,
    due_at timestamptz(3) NOT NULL,
    opened_by text NOT NULL,
    opened_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'overdue', 'done')),
    overdue_at timestamptz(3),
    note text,
    done_by text,
    done_at timestamptz(3),
    CONSTRAINT actions_overdue CHECK (CASE status WHEN 'open' THEN overdue_at IS NULL
      WHEN 'overdue' THEN overdue_at IS NOT NULL ELSE true END),
    CONSTRAINT actions_done CHECK ((status = 'done') = ALL (ARRAY[
      note IS NOT NULL, done_by IS NOT NULL, done_at IS NOT NULL])));
  CREATE INDEX actions_owed ON actions (contract_id, due_on) WHERE status <> 'done';
  GRANT SELECT, INSERT, UPDATE ON actions TO collaboration_app;`;

/** Topics are what stood on the agenda beside the breaches when the minutes were taken. */
const RISKS = `
  CREATE TABLE known_risks (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    contract_id uuid,
    category text NOT NULL,
    band text NOT NULL CHECK (band IN ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    since timestamptz(3) NOT NULL,
    is_open boolean NOT NULL);
  CREATE INDEX known_risks_open ON known_risks (vendor_id) WHERE is_open;
  GRANT SELECT, INSERT, UPDATE ON known_risks TO collaboration_app;

  CREATE TABLE meeting_topics (
    meeting_id uuid REFERENCES meetings, kind text CHECK (kind IN ('RISK', 'ACTION')), subject_id uuid,
    vendor_id uuid NOT NULL,
    title text NOT NULL,
    label text NOT NULL,
    since timestamptz(3) NOT NULL,
    PRIMARY KEY (meeting_id, kind, subject_id));
  GRANT SELECT, INSERT ON meeting_topics TO collaboration_app;`;
