import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each command once, and who gave it. */
const COMMANDS = `
  CREATE TABLE requests (
    use_case text, actor text, key text,
    input_hash text NOT NULL,
    answer json, -- json, not jsonb: a repeat is answered to the byte
    PRIMARY KEY (use_case, actor, key));

  CREATE TABLE audit (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    use_case text NOT NULL, actor text NOT NULL, request_key text NOT NULL, by text NOT NULL,
    input_hash text NOT NULL, answer_hash text NOT NULL,
    occurred_at timestamptz(3) NOT NULL,
    recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    trace text);
`;

/** What is announced, numbered per aggregate. */
const OUTBOX = `
  CREATE TABLE aggregate_versions (
    stream text, aggregate_id uuid, version bigint NOT NULL, PRIMARY KEY (aggregate_id, stream));
  CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    type text NOT NULL,
    stream text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version bigint NOT NULL,
    data json NOT NULL,
    occurred_at timestamptz(3) NOT NULL,
    recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    trace text,
    published_at timestamptz(3),
    UNIQUE (aggregate_id, stream, aggregate_version));
  CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL;
`;

/** How far each producer's events were applied, and those that could not be yet. */
const INBOX = `
  -- The key begins with the aggregate: before statistics exist the other order is 20 times slower.
  CREATE TABLE cursors (
    aggregate_id uuid, producer text, version bigint NOT NULL, event_id uuid,
    PRIMARY KEY (aggregate_id, producer));
  -- Due are those whose predecessor has come, and those that failed and are to be tried again.
  CREATE TABLE waiting_events (
    event_id uuid PRIMARY KEY, producer text NOT NULL, aggregate_id uuid NOT NULL, version bigint NOT NULL,
    type text NOT NULL, headers json NOT NULL, data bytea NOT NULL,
    attempts int NOT NULL DEFAULT 0, due_at timestamptz(3),
    stored_at timestamptz(3) NOT NULL DEFAULT clock_timestamp());
  CREATE INDEX waiting_events_aggregate ON waiting_events (aggregate_id, producer, version);
  CREATE INDEX waiting_events_due ON waiting_events (producer, due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE parked_events (
    event_id uuid PRIMARY KEY, producer text NOT NULL, aggregate_id uuid, version bigint,
    type text NOT NULL, headers json NOT NULL, data bytea NOT NULL,
    error text NOT NULL, attempts int NOT NULL,
    parked_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    discarded_at timestamptz(3), discarded_by text, discard_reason text);
  CREATE INDEX parked_events_aggregate ON parked_events (aggregate_id, producer)
    WHERE discarded_at IS NULL;
`;

/** What runs later, and by which numbers. */
const TIMERS = `
  CREATE TABLE timers (
    use_case text, key text, due_at timestamptz(3) NOT NULL, input json NOT NULL,
    attempts int NOT NULL DEFAULT 0, error text,
    PRIMARY KEY (use_case, key))
    WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
  CREATE INDEX timers_due ON timers (due_at);

  -- Numbers of the policy, by the day from which they count and the clause that they come from.
  CREATE TABLE policies (
    name text, effective_on date, clause_id text NOT NULL, value text NOT NULL,
    PRIMARY KEY (name, effective_on));
`;

/** None of the records may be rewritten. */
const grantsTo = (appRole: string) => `
  GRANT SELECT ON policies TO ${appRole};
  GRANT SELECT, INSERT, UPDATE ON requests, aggregate_versions, cursors TO ${appRole};
  GRANT SELECT, INSERT ON audit TO ${appRole};
  GRANT SELECT, INSERT, UPDATE (published_at) ON outbox TO ${appRole};
  GRANT SELECT, INSERT, UPDATE, DELETE ON waiting_events, parked_events, timers TO ${appRole};
`;

/** How far the broker has come with each stream that this service publishes: what it may not forget. */
const streamEpochs = (appRole: string) => `
  CREATE TABLE stream_epochs (
    stream text PRIMARY KEY,
    epoch int NOT NULL DEFAULT 1,
    stream_created text, -- the broker's own instant, in nanoseconds; null until the first look
    holes bigint NOT NULL DEFAULT 0,
    last_sequence bigint, last_event_id uuid, -- the highest that was acknowledged
    suspected_at timestamptz(3)); -- a sequence was given out twice
  INSERT INTO stream_epochs (stream) SELECT DISTINCT stream FROM outbox WHERE published_at IS NOT NULL;
  ALTER TABLE outbox ADD COLUMN republished_in int;
  GRANT SELECT, INSERT, UPDATE ON stream_epochs TO ${appRole};
  GRANT UPDATE (republished_in) ON outbox TO ${appRole};
`;

abstract class ForwardOnly implements MigrationInterface {
  protected abstract readonly statements: readonly string[];

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of this.statements) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** The migrations that every service begins with; `appRole` is the application's. */
export const createMessaging = (appRole: string): (new () => MigrationInterface)[] => [
  class CreateMessaging1763900000000 extends ForwardOnly {
    override readonly statements = [COMMANDS, OUTBOX, INBOX, TIMERS, grantsTo(appRole)];
  },
  class RememberStreams1764100000000 extends ForwardOnly {
    override readonly statements = [streamEpochs(appRole)];
  },
];
