import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a version says of pay and service credits. Versions that were told before say nothing of either, and
 * stay so: their events are applied already. Clauses 1.1.4 and 2.2.2a.
 */
export class TellOfPay1764000030020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contract_versions
        ADD yearly_amount_minor bigint,
        ADD currency text CHECK (currency ~ '^[A-Z]{3}$'),
        ADD performance_share_bps int CHECK (performance_share_bps BETWEEN 0 AND 10000),
        ADD curve text,
        -- NULL where nothing is credited, or where nothing was told of pay either.
        ADD credit_regime jsonb,
        ADD CONSTRAINT contract_versions_pay CHECK (
          num_nulls(yearly_amount_minor, currency, performance_share_bps, curve) IN (0, 4));`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
