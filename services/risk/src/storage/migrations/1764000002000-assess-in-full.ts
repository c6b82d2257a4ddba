import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Matrices that two persons publish, risks before and after treatment, in figures, accepted by two persons,
 * and what follows for vendors and contracts. Clause 4.1.2, D8.
 */
export class AssessInFull1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MATRICES);
    await runner.query(RISKS);
    await runner.query(TREATMENTS);
    await runner.query(CONSEQUENCES);
    for (const table of [
      'risk_matrices',
      'risk_treatments',
      'vendor_bands',
      'exposures',
      'contract_deposits',
    ]) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service'));`);
    }
    await runner.query(POLICY_NUMBERS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const MATRICES = `
  ALTER TABLE risk_matrices
    ADD has_impact_floor boolean NOT NULL DEFAULT true,
    ADD status text NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published')),
    ADD drafted_by text NOT NULL DEFAULT 'policy',
    ADD drafted_at timestamptz(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    ADD published_by text DEFAULT 'product',
    ADD published_at timestamptz(3) DEFAULT '2000-01-01T00:00:00Z';
  ALTER TABLE risk_matrices ALTER has_impact_floor DROP DEFAULT, ALTER status DROP DEFAULT,
    ALTER drafted_by DROP DEFAULT, ALTER drafted_at DROP DEFAULT, ALTER published_by DROP DEFAULT,
    ALTER published_at DROP DEFAULT,
    -- Whoever drafted a matrix does not publish it.
    ADD CONSTRAINT risk_matrices_two_persons CHECK (published_by <> drafted_by),
    ADD CONSTRAINT risk_matrices_publication CHECK ((status = 'published') = ALL (ARRAY[
      published_by IS NOT NULL, published_at IS NOT NULL]));
  CREATE TRIGGER risk_matrices_final BEFORE UPDATE ON risk_matrices FOR EACH ROW
    WHEN (OLD.status = 'published') EXECUTE FUNCTION refuse_change();
  GRANT INSERT, UPDATE (status, published_by, published_at) ON risk_matrices TO risk_app;`;

/** What was assessed before knew of no treatment: it is as grave as it was without. */
const RISKS = `
  ALTER TABLE risks
    ADD inherent_probability smallint CHECK (inherent_probability BETWEEN 1 AND 5),
    ADD inherent_impact smallint CHECK (inherent_impact BETWEEN 1 AND 5),
    ADD inherent_band text CHECK (inherent_band IN ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    ADD frequency numeric CHECK (frequency >= 0),
    ADD loss_minor bigint CHECK (loss_minor >= 0),
    ADD loss_currency text,
    ADD ale_minor numeric,
    ADD stale_since timestamptz(3),
    ADD extreme_since timestamptz(3),
    ADD escalated_at timestamptz(3),
    ADD judged_inherent smallint CHECK (judged_inherent BETWEEN 1 AND 5),
    ADD proposed_by text,
    ADD proposed_at timestamptz(3),
    ADD acceptance_reason text,
    ADD acceptance_until timestamptz(3),
    ADD accepted_by text,
    ADD accepted_at timestamptz(3);
  ALTER TABLE risk_assessments
    ADD inherent_probability smallint, ADD inherent_impact smallint, ADD inherent_band text,
    ADD frequency numeric, ADD loss_minor bigint, ADD loss_currency text;
  SELECT set_config('app.actor', 'service', true);
  UPDATE risks SET inherent_probability = probability, inherent_impact = impact, inherent_band = band,
    extreme_since = CASE WHEN band = 'EXTREME' THEN assessed_at END, judged_inherent = judged_probability;
  UPDATE risk_assessments
    SET inherent_probability = probability, inherent_impact = impact, inherent_band = band;
  SELECT set_config('app.actor', '', true);
  ALTER TABLE risk_assessments ALTER inherent_probability SET NOT NULL, ALTER inherent_impact SET NOT NULL,
    ALTER inherent_band SET NOT NULL;

  ALTER TABLE risks ALTER inherent_probability SET NOT NULL, ALTER inherent_impact SET NOT NULL,
    ALTER inherent_band SET NOT NULL,
    DROP CONSTRAINT risks_status_check,
    DROP CONSTRAINT risks_judgement,
    ADD CONSTRAINT risks_status_check CHECK (status IN ('open', 'accepted', 'closed')),
    ADD CONSTRAINT risks_judgement CHECK ((judged_probability IS NULL) = (judged_inherent IS NULL)
      AND (status <> 'closed' OR judged_probability IS NULL)),
    ADD CONSTRAINT risks_quantity CHECK ((frequency IS NULL) = ALL (ARRAY[
      loss_minor IS NULL, loss_currency IS NULL, ale_minor IS NULL])),
    ADD CONSTRAINT risks_ale CHECK (ale_minor = frequency * loss_minor),
    ADD CONSTRAINT risks_extreme CHECK ((band = 'EXTREME') = (extreme_since IS NOT NULL)
      AND (escalated_at IS NULL OR extreme_since IS NOT NULL)),
    ADD CONSTRAINT risks_proposal CHECK ((proposed_by IS NULL) = ALL (ARRAY[
      proposed_at IS NULL, acceptance_reason IS NULL, acceptance_until IS NULL])
      AND (status <> 'closed' OR proposed_by IS NULL)),
    ADD CONSTRAINT risks_acceptance CHECK ((status = 'accepted') = ALL (ARRAY[
      accepted_by IS NOT NULL, accepted_at IS NOT NULL])
      AND (status <> 'accepted' OR proposed_by IS NOT NULL)),
    -- D8: the owner and the office head, never one for both; what is EXTREME not at all.
    ADD CONSTRAINT risks_two_persons CHECK (accepted_by <> proposed_by),
    ADD CONSTRAINT risks_acceptable CHECK (band <> 'EXTREME' OR proposed_by IS NULL);
  CREATE INDEX risks_reviews ON risks (next_review_at, id) WHERE status <> 'closed';
  CREATE INDEX risks_of_vendor ON risks (vendor_id) WHERE status <> 'closed';
  CREATE INDEX risks_of_contract ON risks (contract_id) WHERE status <> 'closed';`;

const TREATMENTS = `
  CREATE TABLE risk_treatments (
    id uuid PRIMARY KEY,
    risk_id uuid NOT NULL REFERENCES risks,
    vendor_id uuid NOT NULL,
    strategy text NOT NULL CHECK (strategy IN ('AVOID', 'MITIGATE', 'TRANSFER')),
    what text NOT NULL,
    owner text NOT NULL,
    due_on date NOT NULL,
    overdue_from timestamptz(3) NOT NULL,
    planned_by text NOT NULL,
    planned_at timestamptz(3) NOT NULL,
    overdue_at timestamptz(3),
    status text NOT NULL CHECK (status IN ('open', 'completed', 'cancelled')),
    ended_by text,
    ended_at timestamptz(3),
    outcome text,
    CONSTRAINT risk_treatments_end CHECK ((status <> 'open') = ALL (ARRAY[
      ended_by IS NOT NULL, ended_at IS NOT NULL, outcome IS NOT NULL])));
  CREATE INDEX risk_treatments_of_risk ON risk_treatments (risk_id);
  CREATE TRIGGER risk_treatments_final BEFORE UPDATE ON risk_treatments FOR EACH ROW
    WHEN (OLD.status <> 'open') EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (overdue_at, status, ended_by, ended_at, outcome) ON risk_treatments TO risk_app;`;

/** What was last told of vendors and contracts, and what escrow holds. */
const CONSEQUENCES = `
  CREATE TABLE vendor_bands (
    vendor_id uuid PRIMARY KEY,
    band text CHECK (band IN ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    is_stale boolean NOT NULL DEFAULT false);
  CREATE TABLE contract_deposits (
    contract_id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    currency text NOT NULL,
    balance_minor bigint NOT NULL CHECK (balance_minor >= 0));
  CREATE TABLE exposures (
    contract_id uuid, currency text,
    vendor_id uuid NOT NULL,
    ale_minor numeric NOT NULL,
    risks int NOT NULL CHECK (risks >= 0),
    deposit_minor bigint,
    PRIMARY KEY (contract_id, currency));
  GRANT SELECT, INSERT, UPDATE ON vendor_bands, contract_deposits, exposures TO risk_app;
  SELECT set_config('app.actor', 'service', true);
  -- Told with the next change of a vendor's risks.
  INSERT INTO vendor_bands (vendor_id) SELECT DISTINCT vendor_id FROM risks;
  SELECT set_config('app.actor', '', true);`;

const POLICY_NUMBERS = `
  INSERT INTO policies (name, effective_on, clause_id, value) VALUES
    ('enterprise-timezone', '2000-01-01', 'D0', 'Asia/Shanghai'),
    ('enterprise-calendar', '2000-01-01', 'D0', 'CN'),
    ('acceptance-days', '2000-01-01', 'D8', '180'),
    ('escalation-hours', '2000-01-01', 'D8', '24'),
    ('plan-working-days', '2000-01-01', '4.1.2', '5'),
    ('tier-change-review-days', '2000-01-01', 'D8', '7');`;
