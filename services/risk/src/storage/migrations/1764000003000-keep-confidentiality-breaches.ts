import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leaks of data from report to decision, and whose contract is whose. Clause 2.2.3c. */
export class KeepConfidentialityBreaches1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const TABLES = `
  CREATE TABLE contracts (id uuid PRIMARY KEY, vendor_id uuid NOT NULL);
  ALTER TABLE contracts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON contracts USING (
    current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
  GRANT SELECT, INSERT ON contracts TO risk_app;

  CREATE TABLE confidentiality_breaches (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    vendor_id uuid NOT NULL,
    what text NOT NULL,
    occurred_on date NOT NULL,
    reported_by text NOT NULL,
    reported_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('reported', 'investigated', 'confirmed', 'dismissed')),
    findings text,
    loss_minor bigint CHECK (loss_minor >= 0),
    loss_currency text,
    investigated_by text,
    investigated_at timestamptz(3),
    legal_by text, legal_at timestamptz(3),
    technical_by text, technical_at timestamptz(3),
    dismissed_by text, dismissed_at timestamptz(3),
    reason text,
    -- Clause 2.2.3c: legal and technical are two persons, and who reports does not dismiss.
    CONSTRAINT confidentiality_breaches_two_persons CHECK (legal_by <> technical_by),
    CONSTRAINT confidentiality_breaches_not_reporter CHECK (dismissed_by <> reported_by),
    CONSTRAINT confidentiality_breaches_investigation CHECK ((findings IS NULL) = ALL (ARRAY[
      investigated_by IS NULL, investigated_at IS NULL])
      AND (status <> 'reported' OR findings IS NULL) AND (status IN ('reported', 'dismissed') OR findings IS NOT NULL)),
    CONSTRAINT confidentiality_breaches_loss CHECK ((loss_minor IS NULL) = (loss_currency IS NULL)
      AND (loss_minor IS NULL OR findings IS NOT NULL)),
    CONSTRAINT confidentiality_breaches_confirmation CHECK (
      (legal_by IS NULL) = (legal_at IS NULL) AND (technical_by IS NULL) = (technical_at IS NULL)
      AND (status = 'confirmed') = (legal_by IS NOT NULL AND technical_by IS NOT NULL)
      AND (status IN ('investigated', 'confirmed') OR (legal_by IS NULL AND technical_by IS NULL))),
    CONSTRAINT confidentiality_breaches_dismissal CHECK ((status = 'dismissed') = ALL (ARRAY[
      dismissed_by IS NOT NULL, dismissed_at IS NOT NULL, reason IS NOT NULL])));
  CREATE INDEX confidentiality_breaches_of_contract ON confidentiality_breaches (contract_id);
  CREATE TRIGGER confidentiality_breaches_final BEFORE UPDATE ON confidentiality_breaches FOR EACH ROW
    WHEN (OLD.status IN ('confirmed', 'dismissed')) EXECUTE FUNCTION refuse_change();

  ALTER TABLE confidentiality_breaches ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_enterprise ON confidentiality_breaches USING (
    current_setting('app.actor', true) IN ('enterprise', 'service'));
  -- A vendor reads what it was found to have done, and not what is still looked into.
  CREATE POLICY confirmed_rows ON confidentiality_breaches FOR SELECT USING (
    current_setting('app.actor', true) = 'vendor:' || vendor_id AND status = 'confirmed');
  GRANT SELECT, INSERT, UPDATE (status, findings, loss_minor, loss_currency, investigated_by, investigated_at,
    legal_by, legal_at, technical_by, technical_at, dismissed_by, dismissed_at, reason)
    ON confidentiality_breaches TO risk_app;`;
