import { randomBytes } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { provideDatabase } from '../../../deploy/local/databases.mjs';
import { fromRun } from './run';

/**
 * A service's database for one test file. `owner` has migrated it, may do everything in it and sees all
 * rows; `app` has the rights of the running service.
 */
export type TestDatabase = {
  readonly owner: DataSource;
  readonly app: DataSource;
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
};

/** The same everywhere, because roles belong to the server that the test files share. */
const PASSWORD = 'test';

/**
 * Makes a new database for `service` with its two roles and runs the migrations of `options` as the owner.
 *
 * @param service as in its folder's name: `work-orders`
 * @param options the service's own `xxxDatabase`
 */
export async function startDatabase({
  service,
  options,
}: {
  readonly service: string;
  readonly options: (url: string) => DataSourceOptions;
}): Promise<TestDatabase> {
  const adminUrl = fromRun('STEWARD_TEST_DATABASE_URL');
  const database = `test_${service.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  const passwords = { ownerPassword: PASSWORD, appPassword: PASSWORD };
  const { ownerUrl, appUrl } = await provideDatabase(adminUrl, { service, database, ...passwords });

  const owner = await new DataSource(options(ownerUrl)).initialize();
  try {
    await owner.runMigrations();
  } catch (error) {
    await owner.destroy(); // an open connection would keep the test run from ending
    throw error;
  }
  // Statements go out before those ahead of them are answered, as a service's do.
  const app = await new DataSource({ extra: { pipeline: true }, ...options(appUrl) }).initialize();
  return {
    owner,
    app,
    ownerUrl,
    appUrl,
    async stop() {
      await Promise.all(
        [app, owner].filter((source) => source.isInitialized).map((source) => source.destroy()),
      );
      const admin = await new DataSource({ type: 'postgres', url: adminUrl }).initialize();
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`); // a service under test may have left a session
      await admin.destroy();
    },
  };
}
