import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When services were not there, or nobody knew whether they were. Clause 2.2.1c. */
export class KeepOutages1764000005031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outages (
        id uuid PRIMARY KEY,
        contract_id uuid NOT NULL, vendor_id uuid NOT NULL, service text NOT NULL,
        affects text NOT NULL CHECK (affects IN ('SERVICE', 'MONITORING')),
        source text NOT NULL, external_id text NOT NULL,
        -- What follows from its facts.
        started_at timestamptz(3) NOT NULL, ended_at timestamptz(3),
        affected int, total int,
        is_withdrawn boolean NOT NULL,
        UNIQUE (contract_id, service, source, external_id),
        CONSTRAINT outages_span CHECK (started_at <= ended_at),
        CONSTRAINT outages_share CHECK ((affected IS NULL) = (total IS NULL) AND affected BETWEEN 0 AND total
          AND total > 0 AND (affects = 'SERVICE' OR affected IS NULL)));
      CREATE INDEX outages_service ON outages (contract_id, service, started_at);
      -- What was told of an outage, append-only.
      CREATE TABLE outage_facts (
        outage_id uuid REFERENCES outages, position int,
        kind text NOT NULL CHECK (kind IN ('OPENED', 'ENDED', 'CORRECTED', 'WITHDRAWN')),
        detail jsonb NOT NULL,
        recorded_at timestamptz(3) NOT NULL, recorded_by text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('PLATFORM_API', 'ALERTMANAGER')),
        PRIMARY KEY (outage_id, position),
        CONSTRAINT outage_facts_first CHECK ((position = 0) = (kind = 'OPENED')),
        CONSTRAINT outage_facts_reason CHECK (
          (kind IN ('CORRECTED', 'WITHDRAWN')) = coalesce(length(detail->>'reason') >= 3, false)));

      ALTER TABLE outages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE outage_facts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON outages USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON outage_facts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM outages o WHERE o.id = outage_id));

      GRANT SELECT, INSERT, UPDATE (started_at, ended_at, affected, total, is_withdrawn)
        ON outages TO work_orders_app;
      GRANT SELECT, INSERT ON outage_facts TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
