import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  -- What contracts and finance told, whether the contract's exit has begun or not.
  CREATE TABLE contract_facts (
    contract_id uuid PRIMARY KEY,
    vendor_id uuid NOT NULL,
    timezone text, -- null until the contract is in force
    is_ended boolean NOT NULL DEFAULT false,
    data_missing int NOT NULL DEFAULT 0 CHECK (data_missing >= 0),
    data_told_at timestamptz(3),
    settled_quarter text CHECK (settled_quarter ~ '^\\d{4}Q[1-4]$'),
    is_deposit_held boolean NOT NULL DEFAULT false,
    is_return_pending boolean NOT NULL DEFAULT false);
  CREATE INDEX contract_facts_of_vendor ON contract_facts (vendor_id);

  CREATE TABLE exits (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL CONSTRAINT exits_contract UNIQUE REFERENCES contract_facts,
    vendor_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('notice', 'handover', 'transition', 'settlement', 'closed', 'withdrawn')),
    cause text NOT NULL CHECK (cause IN ('TERMINATION', 'EXPIRY', 'ELIMINATION')),
    started_at timestamptz(3) NOT NULL,
    withdrawn_at timestamptz(3),
    work_ends_at timestamptz(3),
    last_on date,
    ended_at timestamptz(3),
    transition_ends_on date,
    transition_ends_at timestamptz(3),
    sealed_at timestamptz(3),
    sealed_by text,
    handover_completed_at timestamptz(3),
    transition_ended_at timestamptz(3),
    release_requested_at timestamptz(3),
    release_requested_by text,
    closed_at timestamptz(3),
    CONSTRAINT exits_end CHECK ((last_on IS NOT NULL) = ALL (ARRAY[
      ended_at IS NOT NULL, transition_ends_on IS NOT NULL, transition_ends_at IS NOT NULL])),
    CONSTRAINT exits_work CHECK (work_ends_at <= ended_at),
    -- Clause 2.4.2b: whatever shortens the work, the support lasts.
    CONSTRAINT exits_support CHECK (transition_ended_at >= transition_ends_at AND transition_ends_at > ended_at),
    CONSTRAINT exits_sealing CHECK ((sealed_at IS NULL) = (sealed_by IS NULL)),
    CONSTRAINT exits_handover CHECK (handover_completed_at IS NULL OR sealed_at IS NOT NULL),
    CONSTRAINT exits_release CHECK ((release_requested_at IS NULL) = (release_requested_by IS NULL)),
    CONSTRAINT exits_release_gate CHECK (release_requested_at IS NULL
      OR (handover_completed_at IS NOT NULL AND transition_ends_at <= release_requested_at)),
    CONSTRAINT exits_status CHECK (status = CASE
      WHEN closed_at IS NOT NULL THEN 'closed'
      WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
      WHEN ended_at IS NULL THEN 'notice'
      WHEN handover_completed_at IS NULL THEN 'handover'
      WHEN transition_ended_at IS NULL THEN 'transition'
      ELSE 'settlement' END),
    CONSTRAINT exits_closing CHECK (closed_at IS NULL
      OR (handover_completed_at IS NOT NULL AND transition_ended_at IS NOT NULL)));
  CREATE INDEX exits_of_vendor ON exits (vendor_id, id);

  CREATE TABLE handover_items (
    id uuid PRIMARY KEY,
    exit_id uuid NOT NULL REFERENCES exits,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('DOCUMENT', 'PERMISSION', 'WORK_ORDER')),
    code text NOT NULL,
    what text NOT NULL,
    listed_at timestamptz(3) NOT NULL,
    listed_by text NOT NULL,
    status text NOT NULL CHECK (status IN ('listed', 'handed', 'accepted')),
    refusal text,
    proof jsonb,
    handed_at timestamptz(3),
    handed_by text,
    accepted_at timestamptz(3),
    accepted_by text,
    CONSTRAINT handover_items_code UNIQUE (exit_id, kind, code),
    CONSTRAINT handover_items_handing CHECK ((status <> 'listed') = ALL (ARRAY[
      proof IS NOT NULL, handed_at IS NOT NULL, handed_by IS NOT NULL])),
    CONSTRAINT handover_items_acceptance CHECK ((status = 'accepted') = ALL (ARRAY[
      accepted_at IS NOT NULL, accepted_by IS NOT NULL])),
    -- Clause 2.4.2a: the receiver is not who handed it, and a permission is shown to be revoked.
    CONSTRAINT handover_items_two_persons CHECK (accepted_by <> handed_by),
    CONSTRAINT handover_items_proof CHECK (proof IS NULL OR (proof->>'kind' = kind
      AND (kind <> 'PERMISSION' OR (proof->>'isAccessDenied')::boolean))));
  CREATE INDEX handover_items_of_exit ON handover_items (exit_id, id);

  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% % is final.', TG_TABLE_NAME, OLD.id USING ERRCODE = 'check_violation';
    END $$;
  CREATE TRIGGER exits_final BEFORE UPDATE ON exits FOR EACH ROW
    WHEN (OLD.status = 'closed' AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER handover_items_final BEFORE UPDATE ON handover_items FOR EACH ROW
    WHEN (OLD.status = 'accepted' AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();`;

/** How a vendor leaves a contract: handover, three months of support, settlement. Clause 2.4.2, D7. */
export class CreateExits1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of ['contract_facts', 'exits', 'handover_items']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
        GRANT SELECT, INSERT, UPDATE ON ${table} TO vendors_app;`);
    }
    await runner.query(`
      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('transition-months', '2000-01-01', '2.4.2b', '3');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
