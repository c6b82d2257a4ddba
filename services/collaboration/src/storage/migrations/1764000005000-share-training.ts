import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BY_OWNER, finalWhere, secured } from '../row-security';

/** Courses, seats and what they cost, and the tiers that seats depend on. Clause 3.1.2. */
export class ShareTraining1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      ['vendor_tiers', 'enrolments', 'course_shares'].map((table) => secured(table, BY_OWNER)).join('') +
        // Whoever takes a seat counts it: a vendor sees every course, and how many seats are left.
        secured('courses', `current_setting('app.actor', true) <> ''`) +
        finalWhere('courses', `OLD.status = 'closed'`) +
        finalWhere('enrolments', `OLD.status <> 'enrolled'`),
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('enterprise-timezone', '2000-01-01', 'D0', 'Asia/Shanghai'),
    ('training-seats-strategic', '2000-01-01', '3.1.2', '10'),
    ('training-seats-regular', '2000-01-01', '3.1.2', '4'),
    ('training-seats-temporary', '2000-01-01', '3.1.2', '1');

  CREATE TABLE vendor_tiers (
    vendor_id uuid, effective_on date,
    tier text NOT NULL CHECK (tier IN ('STRATEGIC', 'REGULAR', 'TEMPORARY')),
    PRIMARY KEY (vendor_id, effective_on));
  GRANT SELECT, INSERT, UPDATE ON vendor_tiers TO collaboration_app;

  CREATE TABLE courses (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    title text NOT NULL,
    category text CHECK (category IN ('HARDWARE', 'SOFTWARE', 'NETWORK', 'SECURITY')),
    seats int NOT NULL CHECK (seats > 0),
    seats_taken int NOT NULL CHECK (seats_taken >= 0),
    start_on date NOT NULL,
    cost_minor bigint NOT NULL CHECK (cost_minor >= 0),
    currency text NOT NULL,
    enterprise_share_bps int NOT NULL CHECK (enterprise_share_bps BETWEEN 0 AND 10000),
    offered_by text NOT NULL,
    offered_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    closed_at timestamptz(3),
    CONSTRAINT courses_seats CHECK (seats_taken <= seats),
    CONSTRAINT courses_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)));
  GRANT SELECT, INSERT, UPDATE (seats_taken, status, closed_at) ON courses TO collaboration_app;

  CREATE TABLE enrolments (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES courses,
    vendor_id uuid NOT NULL,
    person_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('enrolled', 'cancelled', 'completed')),
    enrolled_at timestamptz(3) NOT NULL,
    decided_at timestamptz(3), decided_by text,
    CONSTRAINT enrolments_decision CHECK ((status <> 'enrolled') = ALL (ARRAY[
      decided_at IS NOT NULL, decided_by IS NOT NULL])));
  CREATE UNIQUE INDEX enrolments_person ON enrolments (course_id, vendor_id, person_id)
    WHERE status <> 'cancelled';
  GRANT SELECT, INSERT, UPDATE (status, decided_at, decided_by) ON enrolments TO collaboration_app;

  CREATE TABLE course_shares (
    course_id uuid REFERENCES courses, vendor_id uuid,
    seats int NOT NULL CHECK (seats > 0),
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (course_id, vendor_id));
  GRANT SELECT, INSERT ON course_shares TO collaboration_app;`;
