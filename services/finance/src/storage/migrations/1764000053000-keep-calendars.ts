import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A contract's working days are its own, whether it agrees damages or not. Clause 3.3.1b, D6.3. */
export class KeepCalendars1764000053000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contract_versions ADD calendar text NOT NULL DEFAULT 'CN';
      SELECT set_config('app.actor', 'service', true);
      UPDATE contract_versions v SET calendar = c.calendar FROM damages_clauses c
        WHERE (c.contract_id, c.contract_version) = (v.contract_id, v.contract_version);
      SELECT set_config('app.actor', '', true);
      ALTER TABLE damages_clauses DROP calendar;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
