/** Only the enterprise's people and the services. */
export const BY_ENTERPRISE = `current_setting('app.actor', true) IN ('enterprise', 'service')`;
/** These and the vendor whose row it is. */
export const BY_OWNER = `current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id)`;

/** Rows that do not fit `condition` are out of sight, also for the owner; without an actor all are. */
export const secured = (table: string, condition: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY rows_of_the_actor ON ${table} USING (${condition});`;

/** Rows that fit `condition` never change. */
export const finalWhere = (table: string, condition: string): string => `
  CREATE TRIGGER ${table}_final BEFORE UPDATE ON ${table} FOR EACH ROW
    WHEN (${condition}) EXECUTE FUNCTION refuse_change();`;
