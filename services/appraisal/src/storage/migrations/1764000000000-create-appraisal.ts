import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_VENDORS = [
  'contracts',
  'vendor_tiers',
  'milestones',
  'quarters',
  'appraisals',
  'frozen_inputs',
  'procedures',
] as const;

/** FORCE holds the owner to it as well; without an actor nothing is in sight. */
const visibleToItsVendor = (table: (typeof OF_VENDORS)[number]) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON ${table} USING (
    current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`;

/** What others report, the quarters that are scored from it, and what follows from the scores. */
export class CreateAppraisal1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(SCORES);
    for (const table of OF_VENDORS) await runner.query(visibleToItsVendor(table));
    await runner.query(SEEDS);
    await runner.query(RIGHTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const FACTS = `
  CREATE TABLE contracts (
    id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    contract_version int NOT NULL,
    calendar text NOT NULL,
    timezone text NOT NULL,
    slots jsonb NOT NULL);

  CREATE TABLE vendor_tiers (
    vendor_id uuid,
    effective_on date,
    tier text NOT NULL CHECK (tier IN ('STRATEGIC', 'REGULAR', 'TEMPORARY')),
    PRIMARY KEY (vendor_id, effective_on));

  CREATE TABLE milestones (
    id uuid PRIMARY KEY,
    work_order_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ON_SITE', 'CLOSURE')),
    verdict text NOT NULL CHECK (verdict IN ('MET', 'BREACHED', 'OPEN')),
    decided_at timestamptz(3) NOT NULL,
    event_id uuid NOT NULL);
  CREATE INDEX milestones_of_quarter ON milestones (contract_id, quarter);

  CREATE TABLE quarters (
    contract_id uuid,
    quarter text CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
    vendor_id uuid NOT NULL,
    held_on_site_met int NOT NULL DEFAULT 0 CHECK (held_on_site_met >= 0),
    held_on_site_breached int NOT NULL DEFAULT 0 CHECK (held_on_site_breached >= 0),
    held_on_site_open int NOT NULL DEFAULT 0 CHECK (held_on_site_open >= 0),
    held_closure_met int NOT NULL DEFAULT 0 CHECK (held_closure_met >= 0),
    held_closure_breached int NOT NULL DEFAULT 0 CHECK (held_closure_breached >= 0),
    held_closure_open int NOT NULL DEFAULT 0 CHECK (held_closure_open >= 0),
    closing_revision int,
    closed_on_site_met int,
    closed_on_site_breached int,
    closed_on_site_open int,
    closed_closure_met int,
    closed_closure_breached int,
    closed_closure_open int,
    work_orders int,
    frozen_revision int NOT NULL DEFAULT 0,
    PRIMARY KEY (contract_id, quarter),
    CONSTRAINT quarters_closing CHECK ((closing_revision IS NOT NULL) = ALL (ARRAY[
      closed_on_site_met IS NOT NULL, closed_on_site_breached IS NOT NULL, closed_on_site_open IS NOT NULL,
      closed_closure_met IS NOT NULL, closed_closure_breached IS NOT NULL, closed_closure_open IS NOT NULL,
      work_orders IS NOT NULL])),
    CONSTRAINT quarters_frozen CHECK (frozen_revision BETWEEN 0 AND coalesce(closing_revision, 0)));
  CREATE INDEX quarters_of_vendor ON quarters (vendor_id);

  -- Clause 1.3.1: the formula is versioned. Two-person publishing comes with its editing.
  CREATE TABLE kpi_sets (
    version int PRIMARY KEY, effective_on date NOT NULL UNIQUE, dimensions jsonb NOT NULL);`;

const SCORES = `
  CREATE TABLE appraisals (
    id uuid,
    revision int CHECK (revision >= 1),
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}Q[1-4]$'),
    status text NOT NULL CHECK (status IN ('proposed', 'published', 'superseded')),
    tier text NOT NULL CHECK (tier IN ('STRATEGIC', 'REGULAR', 'TEMPORARY')),
    pass_line numeric(5,2) NOT NULL,
    kpi_set int NOT NULL,
    score numeric(5,2) CHECK (score BETWEEN 0 AND 100),
    dimensions jsonb NOT NULL,
    on_site_met int NOT NULL,
    on_site_breached int NOT NULL,
    on_site_open int NOT NULL,
    closure_met int NOT NULL,
    closure_breached int NOT NULL,
    closure_open int NOT NULL,
    work_orders int NOT NULL,
    closing_revision int NOT NULL,
    inputs_hash text NOT NULL CHECK (inputs_hash ~ '^[0-9a-f]{64}$'),
    proposed_at timestamptz(3) NOT NULL,
    appeal_ends_at timestamptz(3) NOT NULL,
    is_appeal_end_provisional boolean NOT NULL,
    published_at timestamptz(3),
    accepted_by text,
    superseded_at timestamptz(3),
    PRIMARY KEY (id, revision),
    CONSTRAINT appraisals_publication CHECK ((status = 'published') = (published_at IS NOT NULL)),
    CONSTRAINT appraisals_acceptance CHECK (accepted_by IS NULL OR status = 'published'),
    CONSTRAINT appraisals_succession CHECK ((status = 'superseded') = (superseded_at IS NOT NULL)));
  CREATE INDEX appraisals_of_contract ON appraisals (contract_id, quarter);

  CREATE TABLE frozen_inputs (
    appraisal_id uuid, revision int, vendor_id uuid NOT NULL, inputs_hash text NOT NULL, manifest jsonb NOT NULL,
    PRIMARY KEY (appraisal_id, revision));

  CREATE TABLE procedures (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('DOWNGRADE', 'ELIMINATION')),
    quarter text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'withdrawn')),
    opened_at timestamptz(3) NOT NULL,
    withdrawn_at timestamptz(3),
    CONSTRAINT procedures_withdrawal CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL)));
  CREATE UNIQUE INDEX procedures_one_open ON procedures (contract_id, kind) WHERE status = 'open';`;

const SEEDS = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('enterprise-timezone', '2000-01-01', 'D0', 'Asia/Shanghai'),
    ('appeal-working-days', '2000-01-01', '1.3.1', '5'),
    ('pass-line-strategic', '2000-01-01', '1.3.2', '80.00'),
    ('pass-line-regular', '2000-01-01', '1.3.2', '70.00'),
    ('pass-line-temporary', '2000-01-01', '1.3.2', '60.00'),
    ('downgrade-streak-strategic', '2000-01-01', '1.3.2', '2'),
    ('downgrade-streak-regular', '2000-01-01', '1.3.2', '2'),
    ('downgrade-streak-temporary', '2000-01-01', '1.3.2', '0'),
    ('elimination-streak-strategic', '2000-01-01', '1.3.2', '3'),
    ('elimination-streak-regular', '2000-01-01', '1.3.2', '3'),
    ('elimination-streak-temporary', '2000-01-01', '1.3.2', '2');

  INSERT INTO kpi_sets (version, effective_on, dimensions) VALUES (1, '2000-01-01', '[
    { "name": "response", "weight": 30, "floor": "80", "target": "98", "clauseId": "2.2.1a" },
    { "name": "resolution", "weight": 30, "floor": "75", "target": "95", "clauseId": "2.2.1b" },
    { "name": "satisfaction", "weight": 20, "floor": "3.0", "target": "4.5", "clauseId": "1.3.1" },
    { "name": "availability", "weight": 20, "floor": "0", "target": "100", "clauseId": "2.2.1c" }]');`;

/** What was scored and from what is a record: of an appraisal only the course of its approval may change. */
const RIGHTS = `
  GRANT SELECT, INSERT, UPDATE ON contracts, vendor_tiers, milestones, quarters TO appraisal_app;
  GRANT SELECT ON kpi_sets TO appraisal_app;
  GRANT SELECT, INSERT, UPDATE (status, published_at, accepted_by, superseded_at) ON appraisals TO appraisal_app;
  GRANT SELECT, INSERT ON frozen_inputs TO appraisal_app;
  GRANT SELECT, INSERT, UPDATE (status, opened_at, withdrawn_at) ON procedures TO appraisal_app;`;
