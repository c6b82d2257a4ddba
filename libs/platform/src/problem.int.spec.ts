import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { fetchJson, notesDatabase, startNotes, type Notes, type ProblemBody } from './notes.fixture';

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let notes: Notes;
let token: string;
/** Log lines as they leave the process. */
const logged: string[] = [];

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'notes', options: notesDatabase }),
    startBus(),
    startIdentity(),
  ]);
  token = await identity.token({ subject: 'zhao-min', roles: ['vendor-manager'] });
  const env = { DATABASE_URL: database.appUrl, NATS_URL: bus.url, OIDC_ISSUER: identity.issuer };
  notes = await startNotes({ env: { ...env, LOG_LEVEL: 'info' } });
});
afterAll(async () => {
  await notes?.stop();
  await Promise.all([database, bus, identity].map((each) => each?.stop()));
  jest.restoreAllMocks();
});

type Sent = { readonly body?: string | undefined; readonly headers?: Record<string, string> };
const ask = (path: string, { body, headers }: Sent = {}) =>
  fetchJson(`${notes.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...headers },
    ...(body !== undefined && { body }),
  });
/** POSTs JSON under a new key. */
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, {
    body,
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
  });
const note = () => ({ noteId: randomUUID(), vendorId: 'v1', text: 'a note' });

describe('a problem', () => {
  it('is answered as problem+json in the caller’s language, Chinese where none is asked for', async () => {
    const answers = await Promise.all(
      ['en', 'zh-CN,zh;q=0.9', ''].map((language) =>
        ask('/v1/nothing', { headers: { 'accept-language': language } }),
      ),
    );
    expect(answers.map(({ body }) => body.detail)).toEqual([
      'There is nothing at this address.',
      '该地址不存在。',
      '该地址不存在。',
    ]);
    expect(answers.map(({ headers }) => headers.get('content-language'))).toEqual(['en', 'zh-CN', 'zh-CN']);
    for (const { status, headers, body } of answers) {
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(status).toBe(404);
      expect(body).toEqual({
        type: 'urn:steward:problem:request.no-such-route',
        title: 'request.no-such-route',
        status: 404,
        detail: body.detail,
        code: 'request.no-such-route',
        traceId: expect.stringMatching(/^[\da-f]{32}$/),
      });
    }
  });

  it('goes on with the caller’s trace, and with a new one where there is none to go on with', async () => {
    const traceIdFor = async (traceparent: string) =>
      (await ask('/v1/nothing', { headers: { traceparent } })).body.traceId;
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    expect(await traceIdFor(`00-${trace}-00f067aa0ba902b7-01`)).toBe(trace);
    const none = [
      `ff-${trace}-00f067aa0ba902b7-01`,
      `00-${trace}`,
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    ];
    const ids = await Promise.all(none.map(traceIdFor));
    for (const id of ids) expect(id).toMatch(/^(?!4bf92f|0{32})[\da-f]{32}$/);
  });

  it('a broken rule is 409 with its code and facts; a missing record is 404', async () => {
    const noteId = randomUUID();
    expect(await post(`/v1/notes/${noteId}/closure`, '{}')).toMatchObject({
      status: 409,
      body: { code: 'note.closed', detail: `Note ${noteId} is closed already.` },
    });
    const inChinese = await post(`/v1/notes/${noteId}/closure`, '{}', { 'accept-language': 'zh' });
    expect(inChinese).toMatchObject({ status: 409, body: { detail: '该记录已关闭。' } });
    expect(await ask(`/v1/notes/${noteId}`)).toMatchObject({
      status: 404,
      body: { code: 'note.not-found', detail: `There is no note ${noteId}.` },
    });
  });

  it('one that a route declares itself is answered as it stands', async () => {
    expect(await ask('/v1/notes/failures/known')).toMatchObject({
      status: 418,
      body: { code: 'note.teapot', detail: 'This is a teapot.' },
    });
  });
});

describe('what is sent', () => {
  it('that does not fit is 422 with each field’s path, unknown fields too, in both languages', async () => {
    const sent = JSON.stringify({ ...note(), noteId: '7', text: '', mark: { page: 'one' }, colour: 'red' });
    const refused = await post('/v1/notes', sent);
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.refused' } });
    expect(byPath(refused.body)).toEqual({
      '/noteId': 'noteId must be a UUID',
      '/text': 'text must be longer than or equal to 1 characters',
      '/mark/page': 'page must be an integer number',
      '/colour': 'property colour should not exist',
    });
    const inChinese = await post('/v1/notes', sent, { 'accept-language': 'zh-CN' });
    expect(inChinese.body.detail).toBe('输入不符合要求,详见 errors。');
    expect(byPath(inChinese.body)).toEqual({
      '/noteId': '必须是 UUID',
      '/text': '长度不符合要求',
      '/mark/page': '必须是整数',
      '/colour': '不允许的字段',
    });
  });

  it.each(['[]', 'null', '"text"', '7'])('and is JSON but no object (%s) is 422', async (body) => {
    expect(await post('/v1/notes', body)).toMatchObject({ status: 422, body: { code: 'request.refused' } });
  });

  it('no body is an empty one: 422 with what is missing', async () => {
    const answer = await fetchJson(`${notes.url}/v1/notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k' },
    });
    expect(answer.status).toBe(422);
    expect(Object.keys(byPath(answer.body))).toEqual(['/noteId', '/vendorId', '/text']);
  });

  it('and holds NUL is 422, not a fault of the database', async () => {
    const answer = await post('/v1/notes', JSON.stringify({ ...note(), text: 'a\0b' }));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: '/text' }] } });
  });

  it.each(['{', '{"text": }', '', '{"__proto__": {"isAdmin": true}}'])(
    'and is not JSON (%s) is 400',
    async (body) => {
      expect(await post('/v1/notes', body)).toMatchObject({
        status: 400,
        body: { code: 'request.unreadable', detail: 'The request cannot be read.' },
      });
    },
  );

  it('to an address that cannot be read is 400, and to one without end 414', async () => {
    expect(await ask('/v1/notes/%zz')).toMatchObject({ status: 400, body: { code: 'request.unreadable' } });
    const inChinese = await ask('/v1/notes/%zz', { headers: { 'accept-language': 'zh' } });
    expect(inChinese.body.detail).toBe('无法读取请求内容。');
    expect(await ask(`/v1/notes/${'a'.repeat(200)}`)).toMatchObject({
      status: 414,
      body: { code: 'request.too-large' },
    });
  });

  it('and is larger than 256 KiB is 413, and one of just that is read', async () => {
    const ofSize = (bytes: number) => JSON.stringify({ text: 'a'.repeat(bytes - '{"text":""}'.length) });
    expect(await post('/v1/notes', ofSize(256 * 1024))).toMatchObject({ status: 422 });
    expect(await post('/v1/notes', ofSize(256 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { code: 'request.too-large' },
    });
  });

  it('nested deeper than 20 is 422', async () => {
    const nested = (depth: number) => '{"in":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1);
    expect(await post('/v1/notes', nested(20))).toMatchObject({ body: { code: 'request.refused' } });
    expect(await post('/v1/notes', nested(21))).toMatchObject({
      status: 422,
      body: { code: 'request.too-deep' },
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/csv'])(
    'as %s, where JSON is expected, is 415',
    async (type) => {
      const answer = await post('/v1/notes', JSON.stringify(note()), { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    },
  );

  it.each([
    ['without', ''],
    ['with an endless', 'k'.repeat(201)],
  ])('%s Idempotency-Key is 400 and changes nothing', async (_, key) => {
    const sent = note();
    const answer = await post('/v1/notes', JSON.stringify(sent), { 'idempotency-key': key });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.key-missing' } });
    expect(await ask(`/v1/notes/${sent.noteId}`)).toMatchObject({ status: 404 });
  });

  it('twice under one key is one note; under it with another body it is 409', async () => {
    const sent = note();
    const key = { 'idempotency-key': randomUUID() };
    const first = await post('/v1/notes', JSON.stringify(sent), key);
    const second = await post('/v1/notes', JSON.stringify(sent), key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = await post('/v1/notes', JSON.stringify({ ...sent, text: 'another' }), key);
    expect(other).toMatchObject({ status: 409, body: { code: 'request.key-reused' } });
  });

  it('carries its trace into the audit', async () => {
    const trace = '0000000000000000a3ce929d0e0e4736'; // as from a tracer of 64 bits
    const sent = note();
    const key = randomUUID();
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, 'idempotency-key': key };
    await post('/v1/notes', JSON.stringify(sent), headers);
    const [audited] = await database.owner.query<[{ trace: string }]>(
      'SELECT trace FROM audit WHERE request_key = $1',
      [key],
    );
    expect(audited.trace).toMatch(new RegExp(`^00-${trace}-(?!0{16})[\\da-f]{16}-01$`));
  });
});

describe('a failure that nobody foresaw', () => {
  it.each(['crash', 'sql'])('(%s) answers a trace id and is one ERROR line, found by it', async (kind) => {
    const { status, body } = await ask(`/v1/notes/failures/${kind}`);
    expect({ status, body }).toEqual({
      status: 500,
      body: {
        type: 'urn:steward:problem:server.failed',
        title: 'server.failed',
        status: 500,
        detail: 'Something failed here; the trace id finds it in the logs.',
        code: 'server.failed',
        traceId: expect.any(String),
      },
    });
    const lines = logged.filter((line) => line.includes(body.traceId));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 50,
      req: { traceId: body.traceId, method: 'GET', path: `/v1/notes/failures/${kind}` },
      res: { status: 500 },
      err: { stack: expect.stringContaining('at ') },
    });
    expect(lines[0]).not.toContain('confidential');
  });

  it('is told apart from another system’s, which is a warning and keeps its status', async () => {
    const { status, body } = await ask('/v1/notes/failures/away');
    expect({ status, code: body.code }).toEqual({ status: 502, code: 'note.away' });
    const lines = logged.filter((line) => line.includes(body.traceId));
    expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([40]);
  });
});

it.each(['cut', 'cut-between'])('a request that loses its database (%s) is to be repeated', async (kind) => {
  const { status, headers, body } = await ask(`/v1/notes/failures/${kind}`);
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'server.not-ready', '1']);
  await eventually(async () => expect((await ask('/v1/notes')).status).toBe(200));
});

it('a request is one line, by ids: no query, no token, no body', async () => {
  const trace = 'aaaa2f3577b34da6a3ce929d0e0e4736';
  const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };
  await post('/v1/notes?mood=sunny', JSON.stringify({ ...note(), text: 'between us' }), headers);
  const lines = logged.filter((line) => line.includes(trace));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 30, name: 'notes', req: { path: '/v1/notes' } });
  for (const secret of ['sunny', token, 'between us']) expect(lines[0]).not.toContain(secret);
});

it('who speaks no HTTP is cut off, and the service goes on', async () => {
  const socket = connect(Number(new URL(notes.url).port), '127.0.0.1');
  socket.end('HELO\r\n\r\n');
  await new Promise((resolve) => socket.resume().once('close', resolve));
  expect(await ask('/v1/notes')).toMatchObject({ status: 200 });
});

const byPath = ({ errors = [] }: ProblemBody) =>
  Object.fromEntries(errors.map(({ path, message }) => [path, message]));
