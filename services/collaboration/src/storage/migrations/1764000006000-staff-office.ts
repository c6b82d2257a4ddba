import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BY_ENTERPRISE, secured } from '../row-security';

/** The office: posts, who approves what, and who stands in for whom. Clause 3.1.1. */
export class StaffOffice1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(secured('office_posts', BY_ENTERPRISE) + secured('delegations', BY_ENTERPRISE));
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  -- The last row of a subject and role that is effective counts.
  CREATE TABLE approval_matrix (
    subject text CHECK (subject IN ('SELECTION', 'SIGNING', 'APPRAISAL')),
    role text CHECK (role IN ('OFFICE_HEAD', 'LEGAL', 'FINANCE', 'TECH')),
    effective_on date,
    is_needed boolean NOT NULL,
    PRIMARY KEY (subject, role, effective_on));
  INSERT INTO approval_matrix SELECT subject, role, '2000-01-01', true
    FROM unnest(ARRAY['SELECTION', 'SIGNING', 'APPRAISAL']) AS subject,
         unnest(ARRAY['LEGAL', 'FINANCE', 'TECH']) AS role;
  GRANT SELECT ON approval_matrix TO collaboration_app;

  CREATE TABLE office_posts (
    id uuid PRIMARY KEY,
    role text NOT NULL CHECK (role IN ('OFFICE_HEAD', 'LEGAL', 'FINANCE', 'TECH')),
    person text NOT NULL,
    from_on date NOT NULL, until_on date,
    said_by text NOT NULL, said_at timestamptz(3) NOT NULL,
    CONSTRAINT office_posts_days CHECK (from_on < until_on));
  GRANT SELECT, INSERT ON office_posts TO collaboration_app;

  CREATE TABLE delegations (
    id uuid PRIMARY KEY,
    person text NOT NULL, deputy text NOT NULL,
    from_on date NOT NULL, until_on date NOT NULL,
    said_by text NOT NULL, said_at timestamptz(3) NOT NULL,
    CONSTRAINT delegations_days CHECK (from_on < until_on),
    CONSTRAINT delegations_self CHECK (person <> deputy));
  CREATE INDEX delegations_person ON delegations (person);
  CREATE INDEX delegations_deputy ON delegations (deputy);
  GRANT SELECT, INSERT ON delegations TO collaboration_app;`;
