import type { MigrationInterface, QueryRunner } from 'typeorm';

/** KPI sets as data that two persons publish, and what more their formulas read. Clauses 1.1.3a and 1.3.1. */
export class PublishKpiSets1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KPI_SETS);
    await runner.query(DUTIES);
    await runner.query(RESPONSES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const KPI_SETS = `
  ALTER TABLE kpi_sets DROP CONSTRAINT kpi_sets_effective_on_key;
  ALTER TABLE kpi_sets
    ADD status text NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published')),
    ADD drafted_by text NOT NULL DEFAULT 'policy',
    ADD drafted_at timestamptz(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    ADD published_by text DEFAULT 'product',
    ADD published_at timestamptz(3) DEFAULT '2000-01-01T00:00:00Z',
    ADD content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$');
  ALTER TABLE kpi_sets ALTER status DROP DEFAULT, ALTER drafted_by DROP DEFAULT,
    ALTER drafted_at DROP DEFAULT, ALTER published_by DROP DEFAULT, ALTER published_at DROP DEFAULT;

  UPDATE kpi_sets SET content_hash = 'befceaa2e75ffc83ab63537d9d2a5c07f41e663a027be231df3a6650bc5d391b', dimensions = '[
    { "name": "response", "weight": 30, "floor": "80", "target": "98", "goal": "EFFICIENCY", "unit": "PERCENT",
      "numerator": "onSite.met", "denominator": "onSite.total", "clauseId": "2.2.1a" },
    { "name": "resolution", "weight": 30, "floor": "75", "target": "95", "goal": "EFFICIENCY", "unit": "PERCENT",
      "numerator": "closure.met", "denominator": "closure.total", "clauseId": "2.2.1b" },
    { "name": "satisfaction", "weight": 20, "floor": "3.0", "target": "4.5", "goal": "QUALITY", "unit": "PLAIN",
      "numerator": "surveys.sum", "denominator": "surveys.count", "clauseId": "1.3.1" },
    { "name": "availability", "weight": 20, "floor": "0", "target": "100", "goal": "RISK", "unit": "PERCENT",
      "numerator": "availability.met", "denominator": "availability.total", "clauseId": "2.2.1c" }]'
    WHERE version = 1;

  ALTER TABLE kpi_sets
    -- Clause 1.1.3a: whoever drafted a standard does not publish it.
    ADD CONSTRAINT kpi_sets_two_persons CHECK (published_by <> drafted_by),
    ADD CONSTRAINT kpi_sets_publication CHECK ((status = 'published') = ALL (ARRAY[
      published_by IS NOT NULL, published_at IS NOT NULL, content_hash IS NOT NULL]));

  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is final', TG_TABLE_NAME; END $$;
  CREATE TRIGGER kpi_sets_final BEFORE UPDATE ON kpi_sets FOR EACH ROW
    WHEN (OLD.status = 'published') EXECUTE FUNCTION refuse_change();

  ALTER TABLE kpi_sets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_enterprise ON kpi_sets USING (
    current_setting('app.actor', true) IN ('enterprise', 'service'));
  -- Every vendor reads what is published, and writes nothing.
  CREATE POLICY published_rows ON kpi_sets FOR SELECT USING (
    current_setting('app.actor', true) LIKE 'vendor:%' AND status = 'published');
  GRANT INSERT, UPDATE (status, published_by, published_at, content_hash) ON kpi_sets TO appraisal_app;`;

/** Whose contract it is, a meeting does not say: a vendor sees the duties of the contracts that it sees. */
const DUTIES = `
  CREATE TABLE duties (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('REPORT', 'MEETING')),
    contract_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
    is_met boolean NOT NULL,
    event_id uuid NOT NULL);
  CREATE INDEX duties_of_quarter ON duties (contract_id, quarter);
  ALTER TABLE duties ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON duties USING (
    current_setting('app.actor', true) IN ('enterprise', 'service')
    OR contract_id IN (SELECT id FROM contracts));
  GRANT SELECT, INSERT, UPDATE ON duties TO appraisal_app;`;

const RESPONSES = `
  ALTER TABLE quarters
    ADD closed_response_met int CHECK (closed_response_met >= 0),
    ADD closed_response_breached int CHECK (closed_response_breached >= 0),
    ADD closed_response_open int CHECK (closed_response_open >= 0),
    ADD CONSTRAINT quarters_response CHECK ((closed_response_met IS NULL) = ALL (ARRAY[
      closed_response_breached IS NULL, closed_response_open IS NULL]));`;
