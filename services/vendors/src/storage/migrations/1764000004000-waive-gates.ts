import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two offices may do without a gate together, and compliance checks are watched. Clauses 2.1.2 and 2.1.3. */
export class WaiveGates1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE gate_waivers (
        id uuid PRIMARY KEY,
        vendor_id uuid NOT NULL REFERENCES vendors,
        gate text NOT NULL CHECK (gate IN (
          'vendor.iso9001-missing', 'vendor.similar-projects-missing', 'vendor.capability-test-required')),
        office_by text, office_reason text, office_at timestamptz(3),
        legal_by text, legal_reason text, legal_at timestamptz(3),
        valid_to date,
        CONSTRAINT gate_waivers_office CHECK (
          (office_by IS NULL) = ALL (ARRAY[office_reason IS NULL, office_at IS NULL])),
        CONSTRAINT gate_waivers_legal CHECK (
          (legal_by IS NULL) = ALL (ARRAY[legal_reason IS NULL, legal_at IS NULL])),
        -- Clause 2.1.2: office head and legal together, and two persons.
        CONSTRAINT gate_waivers_two_offices CHECK (
          (valid_to IS NOT NULL) = (office_by IS NOT NULL AND legal_by IS NOT NULL)),
        CONSTRAINT gate_waivers_two_persons CHECK (office_by <> legal_by));
      CREATE UNIQUE INDEX gate_waivers_open ON gate_waivers (vendor_id, gate) WHERE valid_to IS NULL;
      CREATE INDEX gate_waivers_of_vendor ON gate_waivers (vendor_id, id);
      ALTER TABLE gate_waivers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON gate_waivers USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE TRIGGER gate_waivers_final BEFORE UPDATE ON gate_waivers FOR EACH ROW
        WHEN (OLD.valid_to IS NOT NULL) EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT, UPDATE ON gate_waivers TO vendors_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('gate-waiver-months', '2000-01-01', '2.1.2', '12'),
        ('compliance-watch-days', '2000-01-01', '2.1.3', '30');`);
    // What was checked before is looked at at once; row-level security holds the owner, too.
    await runner.query(`
      SELECT set_config('app.actor', 'service', true);
      INSERT INTO timers (use_case, key, due_at, input)
        SELECT 'watch-compliance', vendor_id, now(), json_build_object('vendorId', vendor_id)
        FROM compliance_checks GROUP BY vendor_id;
      SELECT set_config('app.actor', '', true);`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
