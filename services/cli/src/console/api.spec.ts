import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Api } from './api';
import { Identity } from './identity';
import { loginWith, readLogins, saveLogins } from './logins';

let server: Server;
let url: string;
let tokens: number;
/** How many answers of the issuer are still its own trouble. */
let issuerTroubles: number;
/** Answers of the console, the next one first; the last one stays. */
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];
let asked: { path: string | undefined; authorization: string | undefined; key: unknown }[];

beforeEach(async () => {
  [tokens, issuerTroubles, asked, answers] = [0, 0, [], []];
  server = createServer((request, response) => {
    const json = (body: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return json({ token_endpoint: `${url}/token` });
    if (request.url === '/token') return grant(request, response);
    const { authorization, 'idempotency-key': key } = request.headers;
    asked.push({ path: request.url, authorization, key });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer?.(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

function grant(request: IncomingMessage, response: ServerResponse): void {
  const isKnown =
    request.headers.authorization === `Basic ${Buffer.from('legal:steward').toString('base64')}`;
  if (!isKnown) return void response.writeHead(401).end('{}');
  if (issuerTroubles > 0) {
    issuerTroubles -= 1;
    return void (issuerTroubles > 0 ? request.destroy() : response.writeHead(502).end());
  }
  tokens += 1;
  response.end(JSON.stringify({ access_token: `t${tokens}`, expires_in: 3600 }));
}
const answer = (status: number, body: object) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const api = (password = 'steward') =>
  new Api(url, new Identity(url), { login: 'legal', password, roles: [] });

it('one token serves many requests, and each command bears its key', async () => {
  answers = [answer(200, { a: 1 })];
  const legal = api();
  expect(await legal.get('vendors/v1/vendors')).toEqual({ a: 1 });
  await legal.post('vendors/v1/vendors', 'a/b', { code: 'x' });
  expect(asked).toEqual([
    { path: '/api/vendors/v1/vendors', authorization: 'Bearer t1', key: undefined },
    { path: '/api/vendors/v1/vendors', authorization: 'Bearer t1', key: 'a/b' },
  ]);
});

it('a token that is no longer taken is asked for anew, once', async () => {
  answers = [
    answer(401, {}),
    answer(200, { ok: true }),
    answer(401, { detail: 'Sign in.', code: 'request.unauthenticated' }),
  ];
  const legal = api();
  expect(await legal.get('x')).toEqual({ ok: true });
  expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  await expect(legal.get('x')).rejects.toMatchObject({ status: 401, code: 'request.unauthenticated' });
});

it('a service that is away for a moment is waited for', async () => {
  answers = [answer(502, { code: 'service.unreachable' }), answer(200, { ok: true })];
  expect(await api().get('x')).toEqual({ ok: true });
});

it('an answer that breaks off, or that was lost, is asked for once more under the same key', async () => {
  answers = [
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"ok":', () => response.destroy());
    },
    (request) => request.destroy(),
    answer(503, { code: 'server.not-ready' }),
    answer(200, { ok: true }),
  ];
  expect(await api().post('x', 'a/b')).toEqual({ ok: true });
  expect(asked.map(({ key }) => key)).toEqual(['a/b', 'a/b', 'a/b', 'a/b']);
});

it('an upload that breaks off in the middle begins anew', async () => {
  let received = '';
  answers = [
    (request) => void request.once('data', () => request.destroy()),
    (request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.toString()));
      request.once('end', () => answer(201, { fileId: 'f' })(request, response));
    },
  ];
  const pieces = ['a'.repeat(100_000), 'b'.repeat(100_000)];
  const open = () => Readable.toWeb(Readable.from(pieces));
  expect(await api().upload('files', 'k', { type: 'text/csv', open })).toEqual({ fileId: 'f' });
  expect(received).toBe(pieces.join(''));
});

it('an issuer that is away for a moment is waited for', async () => {
  issuerTroubles = 2;
  answers = [answer(200, { ok: true })];
  expect(await api().get('x')).toEqual({ ok: true });
  expect(issuerTroubles).toBe(0);
});

it('a refusal says the service’s sentence, its code and the fields', async () => {
  const errors = [{ path: '/code', message: 'too long' }];
  answers = [answer(422, { code: 'request.refused', detail: 'The input does not fit; see errors.', errors })];
  await expect(api().get('x')).rejects.toMatchObject({
    ...{ status: 422, code: 'request.refused' },
    message: 'The input does not fit; see errors. /code: too long (request.refused)',
  });
});

it('a list is read to its last page', async () => {
  answers = [answer(200, { items: [1, 2], next: 'b' }), answer(200, { items: [3], next: null })];
  expect(await api().all('x?quarter=2016Q1')).toEqual([1, 2, 3]);
  expect(asked.map(({ path }) => path)).toEqual([
    '/api/x?quarter=2016Q1&limit=100',
    '/api/x?quarter=2016Q1&limit=100&after=b',
  ]);
});

it('a login that the issuer does not know, and an issuer that is none, are said so', async () => {
  await expect(api('wrong').get('x')).rejects.toThrow(`The issuer ${url} does not let legal in (401).`);
  const nobody = new Identity('http://127.0.0.1:1', 0);
  await expect(nobody.tokenOf({ login: 'a', password: 'b' })).rejects.toThrow(
    'The issuer http://127.0.0.1:1 cannot be reached.',
  );
});

it('logins are added and replaced in one step, and others stay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-logins-'));
  const file = join(folder, 'logins.json');
  const login = (name: string, role: string) => ({ login: name, password: 'p', roles: [role] });
  writeFileSync(file, JSON.stringify([login('legal', 'legal'), login('vendor-v1', 'none')]));
  saveLogins(file, [{ ...login('vendor-v1', 'vendor'), vendorId: 'x' }, login('vendor-v2', 'vendor')]);
  expect(readLogins(file).map((each) => each.login)).toEqual(['legal', 'vendor-v1', 'vendor-v2']);
  expect(loginWith(readLogins(file), 'vendor')).toMatchObject({ login: 'vendor-v1', vendorId: 'x' });
  expect(() => loginWith(readLogins(file), 'risk')).toThrow('No login has the role risk.');
  expect(readdirSync(folder)).toEqual(['logins.json']);
  rmSync(folder, { recursive: true });
});
