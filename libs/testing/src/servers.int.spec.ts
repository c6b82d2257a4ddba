import { createRemoteJWKSet, jwtVerify } from 'jose';
import { connect } from 'nats';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  eventually,
  fixedClock,
  schemaChanges,
  startBus,
  startDatabase,
  startIdentity,
  startUnderTest,
} from '.';

class CreateNotes1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notes (vendor_id text PRIMARY KEY CHECK (vendor_id <> ''));
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON notes USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT ON notes TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const options = (url: string) => ({
  type: 'postgres' as const,
  url,
  migrations: [CreateNotes1764000000000],
});

describe('a database for a test file', () => {
  const start = () => startDatabase({ service: 'work-orders', options });

  it('the application reads and writes what it was granted, and makes no tables', async () => {
    const { app, stop } = await start();
    const forbidden = { message: expect.stringContaining('permission denied') };
    await expect(app.query('CREATE TABLE mine ()')).rejects.toMatchObject(forbidden);
    await expect(app.query('CREATE TEMPORARY TABLE mine ()')).rejects.toMatchObject(forbidden);
    await expect(app.query('DELETE FROM notes')).rejects.toMatchObject(forbidden);
    await stop();
  });

  it('the owner is no superuser and sees all rows, the application only its actor’s', async () => {
    const { owner, app, stop } = await start();
    await owner.query(`INSERT INTO notes VALUES ('a'), ('b')`);
    expect(await owner.query('SELECT * FROM notes')).toHaveLength(2);
    expect(await app.query('SELECT * FROM notes')).toEqual([]);
    expect(await owner.query(`SELECT rolsuper FROM pg_roles WHERE rolname = current_user`)).toEqual([
      { rolsuper: false },
    ]);
    await stop();
  });

  it('two made at once do not meet', async () => {
    const both = await Promise.all([start(), start()]);
    await both[0].owner.query(`INSERT INTO notes VALUES ('a')`);
    expect(await both[1].owner.query('SELECT * FROM notes')).toEqual([]);
    await Promise.all(both.map((database) => database.stop()));
  });

  it('what the migrations lack of the entities is seen, and a CHECK that only they have is not', async () => {
    const vendorId = { type: 'text', primary: true } as const;
    const changesFor = async (columns: object) => {
      const notes = new EntitySchema({ name: 'notes', columns: { vendor_id: vendorId, ...columns } });
      const { owner, stop } = await startDatabase({
        service: 'work-orders',
        options: (url) => ({ ...options(url), entities: [notes] }),
      });
      return schemaChanges(owner).finally(stop);
    };
    expect(await changesFor({})).toEqual([]);
    expect(await changesFor({ text: { type: 'text' } })).toEqual([
      'ALTER TABLE "notes" ADD "text" text NOT NULL',
    ]);
  });
});

it('two buses are two servers, each with JetStream', async () => {
  const buses = await Promise.all([startBus(), startBus()]);
  const [one, other] = await Promise.all(
    buses.map(async ({ url }) => {
      const connection = await connect({ servers: url });
      return { connection, manager: await connection.jetstreamManager() };
    }),
  );
  await one!.manager.streams.add({ name: 'NOTES', subjects: ['notes.>'] });
  expect((await other!.manager.getAccountInfo()).streams).toBe(0);
  await Promise.all([one, other].map((each) => each!.connection.close()));
  await Promise.all(buses.map((bus) => bus.stop()));
});

it('a service that does not start says why and leaves no server behind', async () => {
  const starting = startUnderTest({
    ...{ service: 'work-orders', options, provision: async () => undefined, stop: async () => undefined },
    start: () => Promise.reject(new Error('no module')),
  });
  await expect(starting).rejects.toThrow('no module');
  await expect(connect({ servers: process.env['NATS_URL']! })).rejects.toMatchObject({
    code: 'CONNECTION_REFUSED',
  });
});

it('tokens hold against the published keys, and those of another audience do not', async () => {
  const identity = await startIdentity();
  const keys = createRemoteJWKSet(new URL(`${identity.issuer}/jwks`));
  const expected = { issuer: identity.issuer, audience: 'steward', algorithms: ['RS256'] };
  const holder = { subject: 'li-na', roles: ['vendor'], vendorId: 'v1' };

  const { payload } = await jwtVerify(await identity.token(holder), keys, expected);
  expect(payload).toMatchObject({ sub: 'li-na', roles: ['vendor'], vendor_id: 'v1' });
  const foreign = jwtVerify(await identity.token(holder, { audience: 'other' }), keys, expected);
  await expect(foreign).rejects.toMatchObject({ claim: 'aud' });
  await identity.stop();
});

it('a fixed clock moves only when it is moved', () => {
  const clock = fixedClock('2026-03-02T01:00:00.000Z');
  clock.advance(60_000);
  expect(clock.now().toISOString()).toBe('2026-03-02T01:01:00.000Z');
  clock.set('2025-01-01T00:00:00.000Z');
  expect(clock.now().toISOString()).toBe('2025-01-01T00:00:00.000Z');
});

it('what comes late is waited for, and what never comes fails by its own expectation', async () => {
  let asked = 0;
  expect(await eventually(() => ((asked += 1), expect(asked).toBe(3), 'third'))).toBe('third');
  await expect(eventually(() => expect(1).toBe(2), { withinMs: 30 })).rejects.toThrow('toBe');
});
