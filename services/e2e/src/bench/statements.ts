/** An event, numbered within its stream and aggregate. */
export const APPEND_EVENT = `
  WITH counted AS (
    INSERT INTO aggregate_versions AS a (stream, aggregate_id, version) VALUES ($3, $4, 1)
    ON CONFLICT (stream, aggregate_id) DO UPDATE SET version = a.version + 1 RETURNING version)
  INSERT INTO outbox (id, type, stream, aggregate_id, aggregate_version, data, occurred_at, trace)
  SELECT $1::uuid, $2, $3, $4, version, $5::json, $6::timestamptz, $7 FROM counted`;
/** A command's answer under its key, and who gave it. */
export const KEEP_ANSWER = `
  WITH answered AS (
    INSERT INTO requests (use_case, actor, key, input_hash, answer) VALUES ($1, $2, $3, $4, $5))
  INSERT INTO audit (use_case, actor, request_key, by, input_hash, answer_hash, occurred_at, trace)
  VALUES ($1, $2, $3, $6, $4, $7, $8, $9)`;
