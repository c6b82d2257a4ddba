import type { DataSource } from 'typeorm';

/**
 * What TypeORM would change in the migrated database of `owner` to make it what the entities describe, in
 * SQL. It would also drop every CHECK, which only the migrations know; that does not count.
 */
export async function schemaChanges(owner: DataSource): Promise<string[]> {
  const { upQueries } = await owner.driver.createSchemaBuilder().log();
  const checks = await owner.query<{ name: string }[]>(
    `SELECT conname AS name FROM pg_constraint WHERE contype = 'c'`,
  );
  const drops = checks.map(({ name }) => `DROP CONSTRAINT "${name}"`);
  return upQueries.map(({ query }) => query).filter((query) => !drops.some((drop) => query.endsWith(drop)));
}
