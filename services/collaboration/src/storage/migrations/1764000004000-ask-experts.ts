import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BY_ENTERPRISE, BY_OWNER, finalWhere, secured } from '../row-security';

/** Groups of experts and what they are asked. Clause 2.3.2b. */
export class AskExperts1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      secured('expert_groups', BY_ENTERPRISE) +
        secured('consultations', BY_OWNER) +
        secured('opinions', BY_OWNER) +
        finalWhere('consultations', `OLD.status IN ('dismissed', 'concluded')`),
    );
    await runner.query(`
      CREATE POLICY rows_for_all ON expert_groups FOR SELECT USING (
        current_setting('app.actor', true) LIKE 'vendor:%');
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('consultation-suggest-percent', '2000-01-01', '2.3.2b', '75'),
        ('consultation-answer-seconds', '2000-01-01', '2.3.2b', '14400');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  CREATE TABLE expert_groups (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    skills text[] NOT NULL CHECK (cardinality(skills) > 0),
    members text[] NOT NULL CHECK (cardinality(members) > 0),
    changed_by text NOT NULL,
    changed_at timestamptz(3) NOT NULL);
  GRANT SELECT, INSERT, UPDATE ON expert_groups TO collaboration_app;

  CREATE TABLE consultations (
    id uuid PRIMARY KEY,
    work_order_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('suggested', 'dismissed', 'requested', 'concluded')),
    suggested_at timestamptz(3),
    dismissed_by text, dismissed_at timestamptz(3),
    group_id uuid REFERENCES expert_groups,
    question text, requested_by text, requested_at timestamptz(3), answer_due_at timestamptz(3),
    overdue_at timestamptz(3),
    decision text, concluded_by text, concluded_at timestamptz(3),
    CONSTRAINT consultations_suggestion CHECK (
      (status IN ('suggested', 'dismissed')) = (suggested_at IS NOT NULL)),
    CONSTRAINT consultations_dismissal CHECK ((status = 'dismissed') = ALL (ARRAY[
      dismissed_by IS NOT NULL, dismissed_at IS NOT NULL])),
    CONSTRAINT consultations_request CHECK ((status IN ('requested', 'concluded')) = ALL (ARRAY[
      group_id IS NOT NULL, question IS NOT NULL, requested_by IS NOT NULL, requested_at IS NOT NULL,
      answer_due_at IS NOT NULL])),
    CONSTRAINT consultations_overdue CHECK (overdue_at IS NULL OR status IN ('requested', 'concluded')),
    CONSTRAINT consultations_conclusion CHECK ((status = 'concluded') = ALL (ARRAY[
      decision IS NOT NULL, concluded_by IS NOT NULL, concluded_at IS NOT NULL])));
  CREATE INDEX consultations_work_order ON consultations (work_order_id);
  GRANT SELECT, INSERT, UPDATE ON consultations TO collaboration_app;

  CREATE TABLE opinions (
    id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL REFERENCES consultations,
    vendor_id uuid NOT NULL, -- whose work order it is
    by text NOT NULL,
    said text NOT NULL,
    said_at timestamptz(3) NOT NULL);
  CREATE INDEX opinions_consultation ON opinions (consultation_id, id);
  GRANT SELECT, INSERT ON opinions TO collaboration_app;`;
