import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a closing says beside milestones: months of availability, customers' answers. 2.2.1c and 1.3.1. */
export class MeasureMore1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE quarters
        ADD closed_months_met int CHECK (closed_months_met BETWEEN 0 AND closed_months),
        ADD closed_months int,
        ADD closed_answers int CHECK (closed_answers >= 0),
        ADD closed_score_sum int CHECK (closed_score_sum BETWEEN closed_answers AND 5 * closed_answers),
        ADD CONSTRAINT quarters_months CHECK ((closed_months IS NULL) = (closed_months_met IS NULL)),
        ADD CONSTRAINT quarters_answers CHECK ((closed_answers IS NULL) = (closed_score_sum IS NULL));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('survey-minimum-answers', '2000-01-01', '1.3.1', '5');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
