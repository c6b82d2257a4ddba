import { startDatabase, type TestDatabase } from '@steward/testing';
import { workOrdersDatabase } from './data-source';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ service: 'work-orders', options: workOrdersDatabase });
});
afterAll(() => database?.stop());

it.each([
  `DELETE FROM work_orders`,
  `UPDATE facts SET occurred_at = now()`,
  `DELETE FROM facts`,
  `DELETE FROM milestones`,
  `DELETE FROM clock_warnings`,
  `UPDATE late_facts SET occurred_at = now()`,
  `UPDATE capability_overrides SET reason = 'none'`,
  `UPDATE capability_overrides SET mismatches = '{TIER}'`,
  `DELETE FROM vendor_tiers`,
  `DELETE FROM vendor_restrictions`,
  `UPDATE devices SET public_key = ''`,
  `UPDATE sites SET radius_metres = 10000`,
  `DELETE FROM assets`,
  `DELETE FROM visits`,
  `UPDATE visits SET checked_in_at = now()`,
  `DELETE FROM retracted_facts`,
  `UPDATE visit_positions SET taken_at = now()`,
  `DELETE FROM location_consents`,
  `UPDATE resource_entries SET labour_minutes = 1`,
  `DELETE FROM resource_entries`,
  `UPDATE surveys SET expires_at = now()`,
  `DELETE FROM surveys`,
  `UPDATE inspection_plans SET items = '[]'`,
  `DELETE FROM inspections`,
  `UPDATE inspection_results SET outcome = 'OK'`,
  `DELETE FROM periods`,
  `UPDATE planned_windows SET starts_at = now()`,
  `DELETE FROM planned_window_ends`,
  `DELETE FROM outages`,
  `UPDATE calendar_years SET off = '{}'`,
  `UPDATE outage_facts SET detail = '{}'`,
  `UPDATE availability_months SET is_met = true`,
  `UPDATE unknown_decisions SET counts_as = 'UP'`,
  `DELETE FROM contract_versions`,
  `DELETE FROM work_order_batches`,
  `UPDATE work_order_batches SET file_id = ''`,
  `DELETE FROM imports`,
  `UPDATE import_rows SET reason = 'none'`,
  `UPDATE policies SET value = '0'`,
  `CREATE TABLE more (id int)`,
])('the running service may not: %s', async (statement) => {
  await expect(database.app.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
});
