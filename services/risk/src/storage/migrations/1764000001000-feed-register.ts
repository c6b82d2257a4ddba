import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What feeds the register is rule data, and every risk has a title and an owner. Clause 4.1.1. */
export class FeedRegister1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TRIGGERS);
    await runner.query(RISKS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const SOURCES = `'L1_BREACH', 'FAILING_QUARTER', 'COMPLIANCE', 'EXPIRED_CERTIFICATE', 'FAILED_DRILL',
  'SECURITY_INCIDENT', 'INSOLVENCY'`;
const ROLES = `'office-head', 'vendor-manager', 'legal', 'finance-maker', 'technical', 'risk'`;

/** The policy does not state the grades: they are the product's defaults. */
const TRIGGERS = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is final', TG_TABLE_NAME; END $$;

  CREATE TABLE risk_triggers (
    source text CHECK (source IN (${SOURCES})),
    effective_on date,
    clause_id text NOT NULL,
    -- What tells it: an event of the bus, or a command.
    told_by text NOT NULL,
    category text NOT NULL CHECK (category IN ('TECHNICAL', 'OPERATIONAL', 'COMPLIANCE', 'COMMERCIAL')),
    probability smallint NOT NULL CHECK (probability BETWEEN 1 AND 5),
    impact smallint NOT NULL CHECK (impact BETWEEN 1 AND 5),
    window_days int NOT NULL CHECK (window_days > 0),
    title text NOT NULL,
    owner_role text NOT NULL CHECK (owner_role IN (${ROLES})),
    PRIMARY KEY (source, effective_on));
  INSERT INTO risk_triggers VALUES
    ('L1_BREACH', '2000-01-01', '4.1.1', 'work-orders.milestone.decided', 'OPERATIONAL', 3, 4, 90,
     '一级故障时限违约', 'technical'),
    ('FAILING_QUARTER', '2000-01-01', '1.3.2', 'appraisal.appraisal.published.v1', 'TECHNICAL', 4, 4, 366,
     '季度考核不达标', 'vendor-manager'),
    ('COMPLIANCE', '2000-01-01', '2.1.3', 'vendors.vendor.compliance-checked.v1', 'COMPLIANCE', 3, 5, 366,
     '合规核查不通过', 'legal'),
    ('EXPIRED_CERTIFICATE', '2000-01-01', '2.1.1', 'vendors.vendor.qualification-expired.v1', 'COMPLIANCE', 3, 4,
     366, '资质证书过期', 'vendor-manager'),
    ('FAILED_DRILL', '2000-01-01', '2.3.3c', 'risk.drill.executed.v1', 'TECHNICAL', 3, 4, 366,
     '联合演练未达标', 'technical'),
    ('SECURITY_INCIDENT', '2000-01-01', '2.2.3c', 'record-notice, confirm-breach', 'COMPLIANCE', 4, 5, 366,
     '安全事件', 'legal'),
    ('INSOLVENCY', '2000-01-01', '4.1.1', 'record-notice', 'COMMERCIAL', 4, 5, 366,
     '服务商资不抵债或破产', 'finance-maker');
  DELETE FROM policies
    WHERE name ~ '^(l1-breach|failing-quarter|compliance)-(probability|impact|window-days)$';

  ALTER TABLE risk_triggers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON risk_triggers USING (
    current_setting('app.actor', true) IN ('enterprise', 'service'));
  GRANT SELECT ON risk_triggers TO risk_app;`;

const RISKS = `
  ALTER TABLE risks
    DROP CONSTRAINT risks_title,
    DROP CONSTRAINT risks_source_check,
    ADD CONSTRAINT risks_source_check CHECK (source IN (${SOURCES}, 'MANUAL')),
    ADD owner_role text NOT NULL DEFAULT 'risk' CHECK (owner_role IN (${ROLES})),
    ADD owner text;
  ALTER TABLE risk_occurrences
    DROP CONSTRAINT risk_occurrences_source_check,
    ADD CONSTRAINT risk_occurrences_source_check CHECK (source IN (${SOURCES}));
  SELECT set_config('app.actor', 'service', true);
  UPDATE risks SET title = t.title, owner_role = t.owner_role
    FROM risk_triggers AS t WHERE t.source = risks.source;
  SELECT set_config('app.actor', '', true);
  ALTER TABLE risks ALTER title SET NOT NULL, ALTER owner_role DROP DEFAULT;`;
