import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What support a tier may draw on in a year. Clause 1.2.2. */
export class EntitleTiers1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('training-seats-strategic', '2000-01-01', '1.2.2', '20'),
        ('training-seats-regular', '2000-01-01', '1.2.2', '8'),
        ('training-seats-temporary', '2000-01-01', '1.2.2', '2'),
        ('expert-consultations-strategic', '2000-01-01', '1.2.2', '12'),
        ('expert-consultations-regular', '2000-01-01', '1.2.2', '4'),
        ('expert-consultations-temporary', '2000-01-01', '1.2.2', '0');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
