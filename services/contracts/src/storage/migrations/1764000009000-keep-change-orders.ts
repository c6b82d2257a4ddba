import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work orders outside a contract's scope, and the change orders that price them. Clauses 1.1.2, 2.2.2b. */
export class KeepChangeOrders1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scope_reviews (
        id uuid PRIMARY KEY,
        work_order_id uuid NOT NULL,
        number text NOT NULL,
        contract_id uuid NOT NULL,
        vendor_id uuid NOT NULL,
        service text NOT NULL, category text NOT NULL, asset_class text NOT NULL,
        rate_code text,
        opened_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        outcome text CHECK (outcome IN ('DISPATCHED', 'WITHDRAWN')),
        CONSTRAINT scope_reviews_end CHECK ((ended_at IS NULL) = (outcome IS NULL)));

      CREATE TABLE change_orders (
        id uuid PRIMARY KEY,
        scope_review_id uuid NOT NULL REFERENCES scope_reviews,
        work_order_id uuid NOT NULL,
        contract_id uuid NOT NULL REFERENCES contracts,
        vendor_id uuid NOT NULL,
        contract_version int NOT NULL CHECK (contract_version >= 1),
        status text NOT NULL CHECK (status IN ('quoted', 'declined', 'approved', 'worked', 'charged')),
        rate_code text NOT NULL,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        hourly_rate_minor bigint NOT NULL CHECK (hourly_rate_minor >= 0),
        cap_minor bigint NOT NULL CHECK (cap_minor >= 0),
        estimated_minutes int NOT NULL CHECK (estimated_minutes > 0),
        quoted_minor bigint NOT NULL CHECK (quoted_minor BETWEEN 0 AND cap_minor),
        description text NOT NULL,
        quoted_by text NOT NULL, quoted_at timestamptz(3) NOT NULL,
        declined_by text, declined_at timestamptz(3), reason text,
        approved_by text, approved_at timestamptz(3),
        worked_minutes int CHECK (worked_minutes > 0), worked_by text, worked_at timestamptz(3),
        amount_minor bigint CHECK (amount_minor BETWEEN 0 AND quoted_minor),
        capped_minor bigint CHECK (capped_minor >= 0),
        charged_by text, charged_at timestamptz(3),
        CONSTRAINT change_orders_declined CHECK ((status = 'declined') = ALL (ARRAY[
          declined_by IS NOT NULL, declined_at IS NOT NULL, reason IS NOT NULL])),
        CONSTRAINT change_orders_approved CHECK ((status IN ('approved', 'worked', 'charged')) = ALL (ARRAY[
          approved_by IS NOT NULL, approved_at IS NOT NULL])),
        CONSTRAINT change_orders_worked CHECK ((status IN ('worked', 'charged')) = ALL (ARRAY[
          worked_minutes IS NOT NULL, worked_by IS NOT NULL, worked_at IS NOT NULL])),
        CONSTRAINT change_orders_charged CHECK ((status = 'charged') = ALL (ARRAY[
          amount_minor IS NOT NULL, capped_minor IS NOT NULL, charged_by IS NOT NULL, charged_at IS NOT NULL])),
        CONSTRAINT change_orders_two_persons CHECK (approved_by <> quoted_by AND charged_by <> worked_by));
      CREATE UNIQUE INDEX change_orders_one_open ON change_orders (scope_review_id) WHERE status <> 'declined';
      CREATE INDEX change_orders_contract ON change_orders (contract_id, id);

      ALTER TABLE scope_reviews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE change_orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON scope_reviews USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      CREATE POLICY rows_of_the_actor ON change_orders USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT, UPDATE ON scope_reviews, change_orders TO contracts_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
