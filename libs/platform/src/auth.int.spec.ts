import { startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity, TokenHolder } from '@steward/testing';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { fetchJson, notesDatabase, startNotes, type Notes } from './notes.fixture';

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let env: NodeJS.ProcessEnv;
let notes: Notes;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'notes', options: notesDatabase }),
    startBus(),
    startIdentity(),
  ]);
  env = { DATABASE_URL: database.appUrl, NATS_URL: bus.url, OIDC_ISSUER: identity.issuer };
  notes = await startNotes({ env });
});
afterAll(async () => {
  await notes?.stop();
  await Promise.all([database, bus, identity].map((each) => each?.stop()));
});

const auditor: TokenHolder = { subject: 'li-na', roles: ['auditor'] };
const vendor = (vendorId: string): TokenHolder => ({ subject: 'wang-wei', roles: ['vendor'], vendorId });
const bearing = (token: string) => ({ authorization: `Bearer ${token}`, 'accept-language': 'en' });
const list = (headers: Record<string, string>) => fetchJson(`${notes.url}/v1/notes`, { headers });
const listAs = async (...about: Parameters<TestIdentity['token']>) =>
  list(bearing(await identity.token(...about)));
const write = async (holder: TokenHolder, noteId: string, vendorId: string) =>
  fetchJson(`${notes.url}/v1/notes`, {
    method: 'POST',
    headers: {
      ...bearing(await identity.token(holder)),
      ...{ 'content-type': 'application/json', 'idempotency-key': noteId },
    },
    body: JSON.stringify({ noteId, vendorId, text: `about ${vendorId}` }),
  });

const unauthenticated = { status: 401, body: { code: 'request.unauthenticated' } };

describe('who is let in', () => {
  it('a role that holds the permission is, and one that does not is not', async () => {
    expect(await listAs(auditor)).toMatchObject({ status: 200, body: [] });
    const refused = await write(auditor, '0195540a-0000-7000-8000-000000000001', 'v1');
    expect(refused).toMatchObject({ status: 403, body: { code: 'request.forbidden' } });
  });

  it.each([
    ['without a token', {}],
    ['with another scheme', { authorization: 'Basic bGktbmE6c2VjcmV0' }],
    ['with no token at all', { authorization: 'Bearer ' }],
    ['with a token that is none', { authorization: 'Bearer a.b.c' }],
  ])('nobody is %s', async (_, headers: Record<string, string>) => {
    const answer = await list({ ...headers, 'accept-language': 'en' });
    expect(answer).toMatchObject(unauthenticated);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['another issuer', { issuer: 'http://127.0.0.1:1' }],
    ['the issuer written otherwise', { issuer: 'http://LOCALHOST' }],
    ['another audience', { audience: 'other' }],
    ['a past time of expiry', { lifetimeSeconds: -60 }],
  ])('nobody is whose token has %s', async (_, flaw) => {
    expect(await listAs(auditor, flaw)).toMatchObject(unauthenticated);
  });

  it('nobody is whose token another provider signed in our issuer’s name', async () => {
    const foreign = await startIdentity();
    const token = await foreign.token(auditor, { issuer: identity.issuer });
    await foreign.stop();
    expect(await list(bearing(token))).toMatchObject(unauthenticated);
  });

  it('nobody is whose claims were changed after the signature', async () => {
    const [header, , signature] = (await identity.token(auditor)).split('.');
    const [, claims] = (await identity.token({ subject: 'li-na', roles: ['vendor-manager'] })).split('.');
    expect(await list(bearing([header, claims, signature].join('.')))).toMatchObject(unauthenticated);
  });

  it('nobody is whose token has no signature, or one that is made of the public key', async () => {
    const { keys } = (await (await fetch(`${identity.issuer}/jwks`)).json()) as { keys: JWK[] };
    const publicKey = (await importJWK(keys[0]!, 'RS256')) as CryptoKey;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ sub: 'li-na', roles: ['auditor'], iss: identity.issuer, aud: identity.audience },
      ...{ iat: now, exp: now + 300 },
    };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'test' })
      .sign(new TextEncoder().encode(await exportSPKI(publicKey)));
    expect(await list(bearing(forged))).toMatchObject(unauthenticated);
    expect(await list(bearing(new UnsecuredJWT(claims).encode()))).toMatchObject(unauthenticated);
  });

  it('a token of unknown roles only is good for nothing', async () => {
    const answer = await listAs({ subject: 'li-na', roles: ['owner', 'admin'] });
    expect(answer).toMatchObject({ status: 403, body: { code: 'request.forbidden' } });
  });

  it('a vendor without its id, and one that is something else too, is nobody', async () => {
    expect(await listAs({ subject: 'wang-wei', roles: ['vendor'] })).toMatchObject(unauthenticated);
    expect(await listAs({ ...vendor('v1'), roles: ['vendor', 'auditor'] })).toMatchObject(unauthenticated);
  });

  it('while the issuer of tokens is away nobody is called unknown: it is said that it is away', async () => {
    const gone = await startIdentity();
    const token = await gone.token(auditor);
    await gone.stop();
    const other = await startNotes({ env: { ...env, OIDC_ISSUER: gone.issuer } });
    const answer = await fetchJson(`${other.url}/v1/notes`, { headers: bearing(token) });
    await other.stop();
    expect(answer).toMatchObject({ status: 503, body: { code: 'identity.unreachable' } });
  });
});

describe('a vendor', () => {
  it('sees its own rows, and another’s id answers exactly like one that is missing', async () => {
    const [own, others, missing] = [2, 3, 4].map((n) => `0195540a-0000-7000-8000-00000000000${n}`);
    const manager = { subject: 'zhao-min', roles: ['vendor-manager'] };
    expect(await write(manager, own!, 'v1')).toMatchObject({ status: 201, body: { by: 'zhao-min' } });
    expect(await write(vendor('v2'), others!, 'v2')).toMatchObject({ status: 201, body: { by: 'wang-wei' } });

    expect(await listAs(vendor('v1'))).toMatchObject({ body: [{ text: 'about v1' }] });
    expect(await listAs(auditor)).toMatchObject({ body: [{ text: 'about v1' }, { text: 'about v2' }] });

    const headers = bearing(await identity.token(vendor('v1')));
    const readAs = async (noteId: string) => {
      const answer = await fetchJson(`${notes.url}/v1/notes/${noteId}`, { headers });
      const said = JSON.stringify(answer.body).replaceAll(noteId, 'ID').replace(answer.body.traceId, 'TRACE');
      const { date: _, ...shown } = Object.fromEntries(answer.headers);
      return { status: answer.status, said, headers: shown };
    };
    const foreign = await readAs(others!);
    expect(foreign).toMatchObject({ status: 404, said: expect.stringContaining('note.not-found') });
    expect(foreign).toEqual(await readAs(missing!));
  });

  it('writes no row of another', async () => {
    const answer = await write(vendor('v1'), '0195540a-0000-7000-8000-000000000005', 'v2');
    expect(answer.status).not.toBe(201);
    const rows = await database.owner.query(`SELECT FROM notes WHERE note_id::text LIKE '%5'`);
    expect(rows).toEqual([]);
  });
});
