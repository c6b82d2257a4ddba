import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A procedure is a hearing with a decision, each with its clock. Clause 1.3.2. */
export class DecideProcedures1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE procedures
        ADD hearing_at timestamptz(3), ADD decision_due_at timestamptz(3), ADD called_by text,
        ADD is_upheld boolean, ADD reason text, ADD decided_by text, ADD decided_at timestamptz(3),
        DROP CONSTRAINT procedures_status_check,
        ADD CONSTRAINT procedures_status_check CHECK (status IN ('open', 'called', 'decided', 'withdrawn')),
        ADD CONSTRAINT procedures_two_persons CHECK (decided_by <> called_by),
        ADD CONSTRAINT procedures_call CHECK ((status IN ('called', 'decided')) = ALL (ARRAY[
          hearing_at IS NOT NULL, decision_due_at IS NOT NULL, called_by IS NOT NULL])),
        ADD CONSTRAINT procedures_decision CHECK ((status = 'decided') = ALL (ARRAY[
          is_upheld IS NOT NULL, reason IS NOT NULL, decided_by IS NOT NULL, decided_at IS NOT NULL]));
      DROP INDEX procedures_one_open;
      CREATE UNIQUE INDEX procedures_one_open ON procedures (contract_id, kind) WHERE status IN ('open', 'called');
      CREATE TRIGGER procedures_final BEFORE UPDATE ON procedures FOR EACH ROW
        WHEN (OLD.status = 'decided') EXECUTE FUNCTION refuse_change();
      GRANT UPDATE (hearing_at, decision_due_at, called_by, is_upheld, reason, decided_by, decided_at)
        ON procedures TO appraisal_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('hearing-notice-working-days', '2000-01-01', '1.3.2', '5'),
        ('procedure-decision-working-days', '2000-01-01', '1.3.2', '10');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
