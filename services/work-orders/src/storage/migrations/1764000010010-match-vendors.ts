import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What else decides whether a vendor is given work: its tier, and its restriction. 1.2.1 and 2.1.1. */
export class MatchVendors1764000010010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vendor_tiers (
        vendor_id uuid,
        effective_on date,
        tier text NOT NULL CHECK (tier IN ('STRATEGIC', 'REGULAR', 'TEMPORARY')),
        PRIMARY KEY (vendor_id, effective_on));
      -- The expired qualifications by which a vendor is restricted; without any it is not.
      CREATE TABLE vendor_restrictions (
        vendor_id uuid PRIMARY KEY,
        expired jsonb NOT NULL CHECK (jsonb_typeof(expired) = 'array'));

      ALTER TABLE vendor_tiers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE vendor_restrictions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON vendor_tiers USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON vendor_restrictions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON vendor_tiers, vendor_restrictions TO work_orders_app;

      INSERT INTO policies (name, effective_on, clause_id, value) VALUES
        ('enterprise-timezone', '2000-01-01', 'D0', 'Asia/Shanghai'),
        ('dispatch-severities-by-tier', '2000-01-01', '1.2.1', 'STRATEGIC:1234 REGULAR:1234 TEMPORARY:1234');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
