import { provisionStreams } from '@steward/messaging';
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { connect } from 'nats';
import { randomUUID } from 'node:crypto';
import { fetchJson, notesDatabase, startNotes, type Notes } from './notes.fixture';

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let notes: Notes;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'notes', options: notesDatabase }),
    startBus(),
    startIdentity(),
  ]);
  const broker = await connect({ servers: bus.url });
  await provisionStreams(await broker.jetstreamManager(), 1);
  await broker.close();
  notes = await startNotes({
    env: { DATABASE_URL: database.appUrl, NATS_URL: bus.url, OIDC_ISSUER: identity.issuer },
  });
});
afterAll(async () => {
  await notes?.stop();
  await Promise.all([database, bus, identity].map((each) => each?.stop()));
});

async function call(role: string, path: string, body?: object) {
  const token = await identity.token({
    ...{ subject: `a-${role}`, roles: [role] },
    ...(role === 'vendor' && { vendorId: 'v1' }),
  });
  return fetchJson<Record<string, unknown>>(`${notes.url}/v1/parked-events${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'accept-language': 'en' },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** Puts the first event of a contract aside, as the consumer does with one that it cannot apply. */
async function park() {
  const [eventId, contractId] = [randomUUID(), randomUUID()];
  const type = 'contracts.contract.approved.v1';
  const headers = {
    ...{ 'ce-id': eventId, 'ce-type': type, 'ce-subject': contractId, 'ce-aggregateversion': '1' },
    'ce-time': '2026-03-02T01:00:00.000Z',
  };
  const data = { contractId, discipline: 'LEGAL', approvedAt: '2026-03-02T01:00:00.000Z' };
  await database.owner.query(
    `INSERT INTO parked_events (event_id, producer, aggregate_id, version, type, headers, data, error, attempts)
     VALUES ($1, 'CONTRACTS', $2, 1, $3, $4, $5, 'The disk was full.', 8)`,
    [eventId, contractId, type, headers, Buffer.from(JSON.stringify(data))],
  );
  return { eventId, contractId };
}
const notesAbout = (contractId: string) =>
  database.owner.query<object[]>('SELECT text FROM notes WHERE note_id = $1', [contractId]);
const listed = async () => (await call('auditor', '')).body['items'] as { eventId: string }[];

describe('parked events', () => {
  it.each(['vendor', 'service', 'office-head', 'technical'])('are no business of %s', async (role) => {
    const { eventId } = await park();
    expect(await call(role, '')).toMatchObject({ status: 403 });
    expect(await call(role, `/${eventId}/redrive`, {})).toMatchObject({ status: 403 });
    expect(await call(role, `/${eventId}/discard`, { reason: 'no use' })).toMatchObject({ status: 403 });
  });

  it('are read by the auditor and decided on by the platform’s admin', async () => {
    const { eventId, contractId } = await park();
    const shown = { eventId, producer: 'CONTRACTS', aggregateId: contractId, error: 'The disk was full.' };
    expect(await listed()).toContainEqual(expect.objectContaining({ ...shown, attempts: 8 }));
    expect(await call('platform-admin', '?limit=1')).toMatchObject({ status: 200 });
    expect(await call('auditor', `/${eventId}/redrive`, {})).toMatchObject({ status: 403 });
    expect(await call('auditor', `/${eventId}/discard`, { reason: 'no use' })).toMatchObject({ status: 403 });
  });

  it('are applied once their cause is gone, and leave the list', async () => {
    const { eventId, contractId } = await park();
    const redriven = await call('platform-admin', `/${eventId}/redrive`, {});
    expect(redriven).toMatchObject({ status: 201, body: { producer: 'CONTRACTS', aggregateId: contractId } });
    await eventually(async () => expect(await notesAbout(contractId)).toEqual([{ text: 'approved' }]));
    expect((await listed()).map((each) => each.eventId)).not.toContain(eventId);
  });

  it('are discarded with a reason, under the name of who did it, and leave the list', async () => {
    const { eventId, contractId } = await park();
    const without = await call('platform-admin', `/${eventId}/discard`, {});
    expect(without).toMatchObject({ status: 422, body: { errors: [{ path: '/reason' }, {}] } });
    const reason = { reason: 'The contract was a test.' };
    expect(await call('platform-admin', `/${eventId}/discard`, reason)).toMatchObject({ status: 201 });
    expect(await call('platform-admin', `/${eventId}/discard`, reason)).toMatchObject({ status: 404 });
    expect((await listed()).map((each) => each.eventId)).not.toContain(eventId);
    expect(await notesAbout(contractId)).toEqual([]);
    const [row] = await database.owner.query<[object]>(
      `SELECT discarded_by AS "by", discard_reason AS "reason" FROM parked_events WHERE event_id = $1`,
      [eventId],
    );
    expect(row).toEqual({ by: 'a-platform-admin', ...reason });
  });

  it('that are not there cannot be decided on, and what is no id is refused', async () => {
    const missing = await call('platform-admin', `/${randomUUID()}/redrive`, {});
    expect(missing).toMatchObject({ status: 404, body: { code: 'parked-event.not-found' } });
    const noId = await call('platform-admin', '/7/redrive', {});
    expect(noId).toMatchObject({ status: 422, body: { errors: [{ path: '/eventId' }] } });
    expect(await call('auditor', '?limit=101')).toMatchObject({ status: 422 });
  });
});
