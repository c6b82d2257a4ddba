import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the custodian is told to move, what it has moved, and where its statement differs. Clause 3.3.1c. */
export class ReconcileEscrow1764000050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INSTRUCTIONS);
    await runner.query(MOVEMENTS);
    await runner.query(BREAKS);
    await runner.query(KNOWN);
    await runner.query(LEAVING);
    for (const table of ['custodian_instructions', 'custodian_movements', 'escrow_breaks']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY rows_of_the_actor ON ${table} USING (
          current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const INSTRUCTIONS = `
  CREATE TABLE custodian_instructions (
    id uuid PRIMARY KEY, -- of the return or the deduction
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('RETURN', 'DEDUCTION')),
    purpose text NOT NULL CHECK (purpose IN ('DEPOSIT_RETURN', 'DEPOSIT_RELEASE', 'DAMAGES')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    beneficiary text NOT NULL,
    approvers text[] NOT NULL,
    ordered_at timestamptz(3) NOT NULL,
    sent_at timestamptz(3),
    CONSTRAINT custodian_instructions_two_persons
      CHECK (cardinality(approvers) = 2 AND approvers[1] <> approvers[2]));
  CREATE INDEX custodian_instructions_contract ON custodian_instructions (contract_id, id);
  CREATE INDEX custodian_instructions_unsent ON custodian_instructions (id) WHERE sent_at IS NULL;
  CREATE TRIGGER custodian_instructions_final BEFORE UPDATE ON custodian_instructions FOR EACH ROW
    WHEN (OLD.sent_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (sent_at) ON custodian_instructions TO finance_app;`;

const MOVEMENTS = `
  CREATE TABLE custodian_movements (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    custodian_reference text NOT NULL UNIQUE, -- it counts once, whatever it moves
    kind text NOT NULL CHECK (kind IN ('RECEIPT', 'RETURN', 'DEDUCTION', 'INTEREST')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    moved_on date NOT NULL,
    instruction_id uuid,
    is_booked boolean NOT NULL,
    closing_minor bigint CHECK (closing_minor >= 0),
    recorded_by text NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    CONSTRAINT custodian_movements_instruction CHECK ((instruction_id IS NOT NULL)
      = (is_booked AND kind IN ('RETURN', 'DEDUCTION'))));
  CREATE INDEX custodian_movements_contract ON custodian_movements (contract_id, id);
  CREATE TRIGGER custodian_movements_final BEFORE UPDATE ON custodian_movements FOR EACH ROW
    WHEN (OLD.is_booked AND OLD.closing_minor IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (instruction_id, is_booked, closing_minor) ON custodian_movements TO finance_app;`;

const BREAKS = `
  CREATE TABLE escrow_breaks (
    id uuid PRIMARY KEY,
    deposit_id uuid NOT NULL REFERENCES deposits,
    contract_id uuid NOT NULL,
    vendor_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('UNMATCHED_LINE', 'CONFLICTING_LINE', 'CLOSING_BALANCE')),
    custodian_reference text NOT NULL,
    stated_minor bigint NOT NULL CHECK (stated_minor >= 0),
    booked_minor bigint,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    stated_on date NOT NULL,
    found_at timestamptz(3) NOT NULL,
    reason text,
    proposed_by text,
    proposed_at timestamptz(3),
    approved_by text,
    approved_at timestamptz(3),
    UNIQUE (contract_id, custodian_reference, kind),
    CONSTRAINT escrow_breaks_proposed
      CHECK ((reason IS NOT NULL) = ALL (ARRAY[proposed_by IS NOT NULL, proposed_at IS NOT NULL])),
    CONSTRAINT escrow_breaks_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)
      AND (approved_by IS NULL OR proposed_by IS NOT NULL)),
    CONSTRAINT escrow_breaks_two_persons CHECK (approved_by <> proposed_by));
  CREATE INDEX escrow_breaks_open ON escrow_breaks (contract_id) WHERE approved_at IS NULL;
  CREATE TRIGGER escrow_breaks_final BEFORE UPDATE ON escrow_breaks FOR EACH ROW
    WHEN (OLD.approved_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
  GRANT SELECT, INSERT, UPDATE (reason, proposed_by, proposed_at, approved_by, approved_at)
    ON escrow_breaks TO finance_app;`;

/** What was ordered or recorded before; a number that was used twice across kinds keeps its first use. */
const KNOWN = `
  SELECT set_config('app.actor', 'service', true);
  INSERT INTO custodian_movements
    SELECT id, deposit_id, contract_id, vendor_id, custodian_reference, 'RECEIPT', amount_minor, currency,
      received_on, NULL::uuid, true, NULL::bigint, recorded_by, recorded_at FROM receipts
    UNION ALL
    SELECT id, deposit_id, contract_id, vendor_id, custodian_reference, 'RETURN', amount_minor, currency,
      returned_on, id, true, NULL, recorded_by, recorded_at FROM deposit_returns WHERE status = 'returned'
    UNION ALL
    SELECT id, deposit_id, contract_id, vendor_id, custodian_reference, 'DEDUCTION', amount_minor, currency,
      moved_on, id, true, NULL, recorded_by, recorded_at FROM deductions WHERE custodian_reference IS NOT NULL
    UNION ALL
    SELECT id, deposit_id, contract_id, vendor_id, custodian_reference, 'INTEREST', amount_minor, currency,
      until_on, NULL, true, NULL, approved_by, posted_at FROM deposit_interest WHERE posted_at IS NOT NULL
    ON CONFLICT DO NOTHING;
  INSERT INTO custodian_instructions
    SELECT r.id, r.deposit_id, r.contract_id, r.vendor_id, 'RETURN',
      CASE WHEN l.id IS NULL THEN 'DEPOSIT_RETURN' ELSE 'DEPOSIT_RELEASE' END, r.amount_minor, r.currency,
      r.vendor_id::text, ARRAY[r.requested_by, r.approved_by], r.approved_at,
      CASE WHEN r.status = 'returned' THEN r.approved_at END
    FROM deposit_returns r LEFT JOIN deposit_releases l ON l.return_id = r.id WHERE r.approved_at IS NOT NULL
    UNION ALL
    SELECT id, deposit_id, contract_id, vendor_id, 'DEDUCTION', 'DAMAGES', amount_minor, currency, 'ENTERPRISE',
      ARRAY[placed_by, posted_by], posted_at, CASE WHEN custodian_reference IS NOT NULL THEN posted_at END
    FROM deductions;
  SELECT set_config('app.actor', '', true);`;

/** Nobody takes money out of escrow in the ledger unless the custodian has moved it. */
const LEAVING = `
  CREATE FUNCTION assert_moved() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT coalesce(sum(credit_minor), 0) FROM postings
          WHERE contract_id = NEW.contract_id AND currency = NEW.currency AND account = 'A.ESCROW_CASH')
         > (SELECT coalesce(sum(amount_minor), 0) FROM custodian_movements
            WHERE contract_id = NEW.contract_id AND currency = NEW.currency AND is_booked
              AND kind IN ('RETURN', 'DEDUCTION')) THEN
        RAISE EXCEPTION 'The custodian of % has not moved it.', NEW.contract_id
          USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_moved';
      END IF;
      RETURN NULL;
    END $$;
  CREATE INDEX postings_escrow ON postings (contract_id) WHERE account = 'A.ESCROW_CASH';
  CREATE CONSTRAINT TRIGGER postings_moved AFTER INSERT ON postings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.account = 'A.ESCROW_CASH' AND NEW.credit_minor > 0) EXECUTE FUNCTION assert_moved();`;
