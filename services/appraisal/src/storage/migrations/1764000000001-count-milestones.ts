import type { MigrationInterface, QueryRunner } from 'typeorm';

const COUNTERS = [
  'on_site_met',
  'on_site_breached',
  'on_site_open',
  'closure_met',
  'closure_breached',
  'closure_open',
];
const columns = (prefix: string) => COUNTERS.map((name) => prefix + name).join(', ');

/** The question that every milestone and every closing asks of a quarter, answered in one place. */
export class CountMilestones1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- isComplete of the domain: the last closing is not frozen yet, and every milestone it counts is held. D3.
      CREATE FUNCTION is_complete(q quarters) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(
          q.closing_revision <> q.frozen_revision AND (${columns('q.held_')}) = (${columns('q.closed_')}), false)
      $$;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
