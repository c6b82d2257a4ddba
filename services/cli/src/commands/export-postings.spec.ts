import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../program';

const CSV = 'journal_id,line\n1,1\n1,2\n';
const hash = createHash('sha256').update(CSV).digest('hex');
const environment = { ...process.env };
let folder: string;
let server: Server;
let asked: string;
let said: string;
/** What the service answers for the file. */
let give: (answer: ServerResponse) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-export-'));
  [asked, said] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
  give = (answer) => answer.writeHead(200, { etag: `"${hash}"` }).end(CSV);
  server = createServer((request, answer) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const json = (body: object) => answer.writeHead(200).end(JSON.stringify(body));
    if (request.url === '/v1/client-config') return json({ issuer: url });
    if (request.url!.startsWith('/.well-known')) return json({ token_endpoint: `${url}/token` });
    if (request.url === '/token') return json({ access_token: 'x', expires_in: 60 });
    asked = decodeURIComponent(request.url!);
    return give(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env['STEWARD_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['STEWARD_PASSWORD'] = 'x';
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const period = ['--from', '2026-10-01T00:00:00+08:00', '--to', '2026-11-01T00:00:00+08:00'];
const exported = (...more: string[]) =>
  run(['export', 'postings', ...period, '--out', join(folder, 'p.csv'), ...more]);

it('D6: the file is what the service gave, and its hash is said', async () => {
  expect(await exported('--bom')).toBe(0);
  expect(readFileSync(join(folder, 'p.csv'), 'utf8')).toBe(CSV);
  expect(said).toBe(`${join(folder, 'p.csv')}: SHA-256 ${hash}.\n`);
  expect(asked).toBe(
    '/api/finance/v1/postings.csv?from=2026-10-01T00:00:00+08:00&to=2026-11-01T00:00:00+08:00&bom=true',
  );
});

it.each<[string, (answer: ServerResponse) => void, string]>([
  [
    'is refused',
    (answer) => answer.writeHead(409).end('{"code":"erp-accounts.missing","detail":"One is missing."}'),
    'steward: One is missing. (erp-accounts.missing)\n',
  ],
  [
    'is not what it should be',
    (answer) => answer.writeHead(200, { etag: '"other"' }).end(CSV),
    'is not what',
  ],
  [
    'breaks off',
    (answer) => {
      answer.writeHead(200, { etag: `"${hash}"` }).write(CSV.slice(0, 9));
      setTimeout(() => answer.destroy(), 50);
    },
    'cannot be written',
  ],
])('D6: a file that %s leaves what was there', async (_, given, sentence) => {
  writeFileSync(join(folder, 'p.csv'), 'before');
  give = given;
  expect(await exported()).toBe(1);
  expect(said).toContain(sentence);
  expect(readdirSync(folder)).toEqual(['p.csv']);
  expect(readFileSync(join(folder, 'p.csv'), 'utf8')).toBe('before');
});
