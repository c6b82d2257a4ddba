import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Credits, damages, confidentiality and data in custody as terms. Clauses 1.1.4, 2.2.3, D5. */
export class KeepLiability1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- NULL: not agreed, as in every contract from before; amendments hold theirs among their terms.
      ALTER TABLE contracts
        ADD COLUMN credit_regime jsonb, ADD COLUMN damages jsonb,
        ADD COLUMN confidentiality jsonb, ADD COLUMN data_custody jsonb;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('liability-cap-bps', '2000-01-01', '1.1.4', '10000');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
