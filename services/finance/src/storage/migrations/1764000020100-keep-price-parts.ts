import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each price of a quarter comes to; what was worked out before has none. Clause 2.2.2a, D4. */
export class KeepPriceParts1764000020100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE settlements ADD COLUMN price_parts jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE settlement_adjustments ADD COLUMN price_parts jsonb NOT NULL DEFAULT '[]';`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
