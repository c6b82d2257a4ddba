import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Check-ins, their contests, and facts that no longer count. */
export class ProveArrivals1764000005041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retracted_facts (
        work_order_id uuid, position int,
        retracted_at timestamptz(3) NOT NULL, retracted_by text NOT NULL,
        PRIMARY KEY (work_order_id, position),
        FOREIGN KEY (work_order_id, position) REFERENCES facts);

      CREATE TABLE visits (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL REFERENCES work_orders,
        vendor_id uuid NOT NULL,
        contract_id uuid NOT NULL,
        asset_id uuid NOT NULL REFERENCES assets,
        proof text NOT NULL CHECK (proof IN ('POSITION', 'ASSET_CODE')),
        status text NOT NULL CHECK (status IN ('awaits-signature', 'stands', 'contested', 'void')),
        checked_in_at timestamptz(3) NOT NULL, checked_in_by text NOT NULL,
        signed_by text, signed_at timestamptz(3),
        contested_by text, contested_at timestamptz(3), contest_reason text CHECK (length(contest_reason) >= 3),
        outcome text CHECK (outcome IN ('STANDS', 'VOID')), proposed_by text, proposed_at timestamptz(3),
        seconded_by text, seconded_at timestamptz(3),
        CONSTRAINT visits_signed CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
        CONSTRAINT visits_signed_by_another CHECK (
          signed_by IS NULL OR (proof = 'ASSET_CODE' AND signed_by <> checked_in_by)),
        CONSTRAINT visits_contest CHECK (
          (contested_by IS NULL) = ALL (ARRAY[contested_at IS NULL, contest_reason IS NULL])),
        CONSTRAINT visits_proposal CHECK (
          (outcome IS NULL) = ALL (ARRAY[proposed_by IS NULL, proposed_at IS NULL])),
        CONSTRAINT visits_seconded CHECK ((seconded_by IS NULL) = (seconded_at IS NULL)),
        CONSTRAINT visits_two_persons CHECK (
          seconded_by IS NULL OR (proposed_by IS NOT NULL AND proposed_by <> seconded_by)),
        CONSTRAINT visits_settled_by_no_party CHECK (
          (proposed_by <> ALL (ARRAY[checked_in_by, signed_by, contested_by])) IS NOT FALSE
          AND (seconded_by <> ALL (ARRAY[checked_in_by, signed_by, contested_by])) IS NOT FALSE),
        CONSTRAINT visits_proposed_after_contest CHECK (outcome IS NULL OR contested_by IS NOT NULL),
        CONSTRAINT visits_status CHECK (CASE status
          WHEN 'awaits-signature' THEN proof = 'ASSET_CODE' AND signed_by IS NULL AND contested_by IS NULL
          WHEN 'contested' THEN contested_by IS NOT NULL AND seconded_by IS NULL
          WHEN 'void' THEN seconded_by IS NOT NULL AND outcome = 'VOID'
          ELSE (seconded_by IS NOT NULL AND outcome = 'STANDS')
            OR (contested_by IS NULL AND (proof = 'POSITION' OR signed_by IS NOT NULL)) END));
      CREATE INDEX visits_work_order ON visits (work_order_id);
      CREATE UNIQUE INDEX visits_waiting ON visits (work_order_id) WHERE status = 'awaits-signature';

      ALTER TABLE retracted_facts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE visits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON retracted_facts USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM work_orders w WHERE w.id = work_order_id));
      CREATE POLICY rows_of_the_actor ON visits USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('visit-contest-hours', '2000-01-01', '2.3.1b', '72');

      GRANT SELECT, INSERT ON retracted_facts TO work_orders_app;
      GRANT SELECT, INSERT, UPDATE (status, signed_by, signed_at, contested_by, contested_at, contest_reason,
        outcome, proposed_by, proposed_at, seconded_by, seconded_at) ON visits TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
