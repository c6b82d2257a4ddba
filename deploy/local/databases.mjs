import pg from 'pg';

/** `work-orders` gives `work_orders`: names in SQL that need no quotes. */
export const sqlName = (service) => service.replaceAll('-', '_');

/**
 * A service's database and its two roles: `<service>_owner` migrates, `<service>_app` serves and can make no
 * tables. Nobody else may connect. Repeating it changes nothing but the passwords.
 *
 * @param {string} adminUrl a superuser's
 * @param {{ service: string, database: string, ownerPassword: string, appPassword: string }} wanted
 * @returns {Promise<{ ownerUrl: string, appUrl: string, ownerRole: string, appRole: string }>}
 */
export async function provideDatabase(adminUrl, { service, database, ownerPassword, appPassword }) {
  const ownerRole = `${sqlName(service)}_owner`;
  const appRole = `${sqlName(service)}_app`;
  const urlFor = (user, password) =>
    Object.assign(new URL(adminUrl), { username: user, password, pathname: database }).href;

  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Roles belong to the whole server: others may be making the same ones at this moment.
    await admin.query(`SELECT pg_advisory_lock(hashtext('steward roles'))`);
    await provideRole(admin, ownerRole, ownerPassword);
    await provideRole(admin, appRole, appPassword);
    await admin.query(`SELECT pg_advisory_unlock(hashtext('steward roles'))`);

    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await admin.query(`CREATE DATABASE ${database} OWNER ${ownerRole}`);
    await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${database} TO ${appRole}`);
    // Row-level security is forced on the owner too; a migration must see the rows that it changes.
    await admin.query(`ALTER ROLE ${ownerRole} IN DATABASE ${database} SET app.actor = 'service'`);
  } finally {
    await admin.end();
  }
  return {
    ownerUrl: urlFor(ownerRole, ownerPassword),
    appUrl: urlFor(appRole, appPassword),
    ownerRole,
    appRole,
  };
}

async function provideRole(admin, role, password) {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  const secret = pg.escapeLiteral(password);
  await admin.query(
    `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${secret}`,
  );
}
