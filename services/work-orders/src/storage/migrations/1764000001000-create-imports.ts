import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of logs. A row is known by its number and hash, so that a file read twice is read once. */
export class CreateImports1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id uuid PRIMARY KEY,
        log text NOT NULL,
        file_id text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'ended', 'refused')),
        profile jsonb NOT NULL,
        given_as_of timestamptz(3),
        as_of timestamptz(3),
        reason text,
        counts jsonb,
        revision int,
        started_by text NOT NULL,
        started_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CONSTRAINT imports_end CHECK ((status = 'running') = (ended_at IS NULL)),
        CONSTRAINT imports_refusal CHECK ((status = 'refused') = (reason IS NOT NULL)),
        CONSTRAINT imports_counts CHECK ((status = 'ended') = ALL (ARRAY[counts IS NOT NULL, revision IS NOT NULL])));
      -- One import of a log at a time: their rows follow one another.
      CREATE UNIQUE INDEX imports_running ON imports (log) WHERE status = 'running';

      CREATE TABLE import_rows (
        log text, number text, row_hash text,
        position bigint GENERATED ALWAYS AS IDENTITY,
        import_id uuid NOT NULL,
        line int NOT NULL,
        reason text, -- why it was refused
        state text, opened_at timestamptz(3), updated_at timestamptz(3), severity smallint,
        assignment_group text, is_assigned boolean,
        PRIMARY KEY (log, number, row_hash),
        CONSTRAINT import_rows_good CHECK ((reason IS NULL) = ALL (ARRAY[state IS NOT NULL, opened_at IS NOT NULL,
          updated_at IS NOT NULL, severity IS NOT NULL, assignment_group IS NOT NULL, is_assigned IS NOT NULL])));
      CREATE INDEX import_rows_import ON import_rows (import_id);

      -- How far each number of a log has been told.
      CREATE TABLE import_numbers (
        log text, number text,
        rows_told int NOT NULL, facts_told int NOT NULL, warned int NOT NULL,
        is_stopped boolean NOT NULL,
        PRIMARY KEY (log, number));

      -- Contracts of a log in the order of its profile.
      CREATE TABLE import_contracts (
        log text, contract_id uuid, vendor_id uuid NOT NULL, vendor_code text NOT NULL, position int NOT NULL,
        PRIMARY KEY (log, contract_id));

      GRANT SELECT, INSERT, UPDATE ON imports, import_numbers, import_contracts TO work_orders_app;
      GRANT SELECT, INSERT, DELETE ON import_rows TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
