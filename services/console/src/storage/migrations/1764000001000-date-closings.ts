import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a quarter was closed: a quarter of live work is as of then. Those closed before were of imports. */
export class DateClosings1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE periods ADD COLUMN closed_at timestamptz(3) NOT NULL DEFAULT now()');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
