import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a breach cost, who bears it, and what the vendor owes for it. Clauses 1.1.4 and 2.2.3c. */
export class AssessDamages1764000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DAMAGES);
    await runner.query(`
      ALTER TABLE damages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON damages USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('statement-working-days', '2000-01-01', '1.1.4', '5'),
        ('reducible-above-bps', '2000-01-01', '2.2.3c', '13000');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const DAMAGES = `
  CREATE TABLE damages (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    contract_version int NOT NULL CHECK (contract_version >= 1),
    breach_id uuid NOT NULL UNIQUE, -- its credits are netted once
    basis text NOT NULL CHECK (basis IN ('LOSS', 'LEAK_PENALTY')),
    loss_minor bigint NOT NULL CHECK (loss_minor >= 0),
    claimed_minor bigint NOT NULL CHECK (claimed_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    uncapped_cause text CHECK (uncapped_cause IN ('DATA_LEAK', 'WILFUL')),
    is_uncapped boolean NOT NULL,
    occurred_on date NOT NULL,
    description text NOT NULL,
    evidence text[] NOT NULL,
    raised_by text NOT NULL,
    raised_at timestamptz(3) NOT NULL,
    status text NOT NULL CHECK (status IN ('raised', 'attributed', 'submitted', 'assessed')),
    cause text CHECK (cause IN ('VENDOR_OPERATOR_ERROR', 'CUSTOMER', 'FORCE_MAJEURE', 'SHARED')),
    vendor_bps int CHECK (vendor_bps BETWEEN 0 AND 10000),
    attributed_by text,
    attributed_at timestamptz(3),
    statement_ends_at timestamptz(3),
    statement text,
    statement_evidence text[],
    stated_at timestamptz(3),
    attributed_minor bigint,
    netted_minor bigint,
    capped_minor bigint,
    damages_minor bigint,
    reducible_minor bigint,
    submitted_by text,
    submitted_at timestamptz(3),
    approved_by text,
    posted_at timestamptz(3),
    waived_minor bigint NOT NULL CHECK (waived_minor >= 0),
    CONSTRAINT damages_attribution CHECK ((status <> 'raised') = ALL (ARRAY[cause IS NOT NULL,
      attributed_by IS NOT NULL, attributed_at IS NOT NULL, statement_ends_at IS NOT NULL])),
    CONSTRAINT damages_shared CHECK ((cause IS NOT DISTINCT FROM 'SHARED') = (vendor_bps IS NOT NULL)),
    CONSTRAINT damages_statement
      CHECK ((stated_at IS NOT NULL) = ALL (ARRAY[statement IS NOT NULL, statement_evidence IS NOT NULL])),
    CONSTRAINT damages_submission CHECK ((status IN ('submitted', 'assessed')) = ALL (ARRAY[
      attributed_minor IS NOT NULL, netted_minor IS NOT NULL, capped_minor IS NOT NULL,
      damages_minor IS NOT NULL, reducible_minor IS NOT NULL, submitted_by IS NOT NULL,
      submitted_at IS NOT NULL])),
    CONSTRAINT damages_figures CHECK (attributed_minor = netted_minor + capped_minor + damages_minor
      AND least(netted_minor, capped_minor, damages_minor, reducible_minor) >= 0),
    CONSTRAINT damages_posting
      CHECK ((status = 'assessed') = ALL (ARRAY[approved_by IS NOT NULL, posted_at IS NOT NULL])),
    CONSTRAINT damages_waived CHECK (waived_minor = 0 OR (status = 'assessed' AND waived_minor <= damages_minor)),
    -- Clause 1.1.4: the vendor was heard, or let its time pass.
    CONSTRAINT damages_heard CHECK (submitted_at IS NULL OR stated_at IS NOT NULL
      OR submitted_at >= statement_ends_at),
    CONSTRAINT damages_two_persons CHECK (approved_by <> submitted_by));
  CREATE INDEX damages_contract ON damages (contract_id, id);

  -- Of what was assessed only what is not due after all may still grow.
  CREATE FUNCTION refuse_other_than_waiver() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF to_jsonb(OLD) - 'waived_minor' IS DISTINCT FROM to_jsonb(NEW) - 'waived_minor'
         OR NEW.waived_minor < OLD.waived_minor THEN
        RAISE EXCEPTION 'damages % is final.', OLD.id USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$;
  CREATE TRIGGER damages_final BEFORE UPDATE ON damages FOR EACH ROW
    WHEN (OLD.status = 'assessed') EXECUTE FUNCTION refuse_other_than_waiver();

  GRANT SELECT, INSERT, UPDATE (status, cause, vendor_bps, attributed_by, attributed_at, statement_ends_at,
    statement, statement_evidence, stated_at, attributed_minor, netted_minor, capped_minor, damages_minor,
    reducible_minor, submitted_by, submitted_at, approved_by, posted_at, waived_minor) ON damages TO finance_app;`;
