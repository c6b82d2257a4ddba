import { provisionStreams } from '@steward/messaging';
import { describeService, startService, stopService } from '@steward/platform';
import {
  eventually,
  startBus,
  startDatabase,
  startIdentity,
  type TestBus,
  type TestDatabase,
  type TestIdentity,
} from '@steward/testing';
import { connect, headers as newHeaders } from 'nats';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { consoleDatabase } from '../storage/data-source';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let upstream: Server;
/** What the service behind the console does with the next request. */
let handle: Handle;
let app: Awaited<ReturnType<typeof startService>>;
let url: string;

beforeAll(async () => {
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'console', options: consoleDatabase }),
    startBus(),
    startIdentity(),
  ]);
  const connection = await connect({ servers: bus.url });
  await provisionStreams(await connection.jetstreamManager(), 1);
  await connection.close();
  upstream = createServer((request, response) => handle(request, response));
  await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening));
  const here = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    ...{ SERVICE_PORT: '0', DATABASE_URL: database.appUrl, NATS_URL: bus.url, OIDC_ISSUER: identity.issuer },
    ...{ STEWARD_PROFILE: 'local', LOG_LEVEL: 'silent', CONSOLE_CLIENT_ID: '' },
    SERVICE_URLS: JSON.stringify({ vendors: here, 'work-orders': here, gone: 'http://127.0.0.1:1' }),
  });
  // The module reads its configuration when it is loaded.
  const { ConsoleModule } = require('../console.module') as typeof import('../console.module');
  app = await startService('console', ConsoleModule);
  url = `http://127.0.0.1:${((app.getHttpServer() as Server).address() as AddressInfo).port}`;
});
afterAll(async () => {
  await stopService(app);
  upstream.closeAllConnections();
  await new Promise((closed) => upstream.close(closed));
  await Promise.all([database.stop(), bus.stop(), identity.stop()]);
});

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('/api/<service>/… is that service’s own API', () => {
  it('passes method, path, query, body and the headers that matter, and adds a trace', async () => {
    let seen: object = {};
    handle = (request, response) => {
      void bodyOf(request).then((body) => {
        seen = { method: request.method, url: request.url, headers: request.headers, body: body.toString() };
        response.writeHead(201, { 'content-type': 'application/json', 'x-inner': 'secret' }).end('{"a": 1 }');
      });
    };
    const answer = await fetch(`${url}/api/vendors/v1/vendors?limit=2&after=x%20y`, {
      method: 'POST',
      headers: {
        ...{ authorization: 'Bearer abc', 'idempotency-key': 'k1', 'accept-language': 'en', cookie: 'c=1' },
        'content-type': 'application/json',
      },
      body: '{ "code":"v1",  "big": 12345678901234567890 }',
    });
    expect(seen).toMatchObject({
      ...{ method: 'POST', url: '/v1/vendors?limit=2&after=x%20y' },
      body: '{ "code":"v1",  "big": 12345678901234567890 }',
      headers: {
        ...{ authorization: 'Bearer abc', 'idempotency-key': 'k1', 'accept-language': 'en' },
        ...{
          'content-type': 'application/json',
          traceparent: expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-01$/),
        },
      },
    });
    expect(seen).not.toHaveProperty('headers.cookie');
    expect(seen).not.toHaveProperty('headers.x-steward-sent-as');
    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe('{"a": 1 }');
    expect(answer.headers.get('x-inner')).toBeNull();
  });

  it('2.2: a caller’s trace goes on, also to work-orders for contracts’ past', async () => {
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    handle = ({ headers }, response) => void response.end(headers['traceparent']);
    for (const path of ['vendors/v1/x', 'contracts/v1/contracts/what-if']) {
      const answer = await fetch(`${url}/api/${path}`, { headers: { traceparent: trace } });
      expect(await answer.text()).toBe(trace);
    }
  });

  it('a problem comes back as it is, to the byte', async () => {
    const problem =
      '{"type":"urn:steward:problem:vendor.code-taken", "status":409,"code":"vendor.code-taken"}';
    handle = (_, response) => {
      response.writeHead(409, {
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': 'en',
      });
      response.end(problem);
    };
    const answer = await fetch(`${url}/api/vendors/v1/vendors`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('content-language')).toBe('en');
    expect(await answer.text()).toBe(problem);
  });

  it('a body far over the limit of JSON streams through while it is sent, and so does a large answer', async () => {
    const hash = createHash('sha256');
    let firstChunkAt: 'before the end' | null = null;
    let isAllSent = false;
    handle = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        firstChunkAt ??= isAllSent ? null : 'before the end';
        hash.update(chunk);
      });
      request.once('end', () => {
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        Readable.from(pieces()).pipe(response);
      });
    };
    const piece = randomBytes(256 * 1024);
    function* pieces() {
      for (let n = 0; n < 40; n += 1) yield piece;
    }
    async function* slowly() {
      for (const each of pieces()) yield each;
      await eventually(() => expect(firstChunkAt).toBe('before the end')); // else the console has kept it all
      isAllSent = true;
    }
    const answer = await fetch(`${url}/api/vendors/v1/files`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: Readable.toWeb(Readable.from(slowly())) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    const received = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex');
    expect(received).toBe(hash.digest('hex'));
  });

  it('a caller that hangs up is hung up on behind', async () => {
    let isClosed = false;
    handle = (request, response) => {
      response.once('close', () => (isClosed = true));
      response.write('begun');
    };
    const caller = get(`${url}/api/vendors/v1/live`);
    await new Promise((answered) => caller.once('response', answered));
    caller.destroy();
    await eventually(() => expect(isClosed).toBe(true));
  });

  it('a service that does not answer is a problem of its own, in the caller’s language', async () => {
    const answer = await fetch(`${url}/api/gone/v1/x`, { headers: { 'accept-language': 'zh' } });
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({
      code: 'service.unreachable',
      detail: '该服务暂时无法访问,请稍后再试。',
    });
  });

  it.each([
    'nobody/v1/x',
    'vendors/metrics',
    'vendors/health/live',
    'vendors/v1/%2e%2e/metrics',
    'toString/v1/x',
    'vendors/',
  ])('there is nothing at /api/%s', async (path) => {
    handle = (_, response) => void response.end('reached');
    const answer = await fetch(`${url}/api/${path}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'request.no-such-route' });
  });
});

describe('the quarter’s table', () => {
  it('what a vendor’s registration announces on the bus is in the table, and /api/console is the console’s own', async () => {
    const [vendorId, contractId, importId] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    const connection = await connect({ servers: bus.url });
    const announce = async (type: string, aggregateId: string, data: object) => {
      const headers = newHeaders();
      const attributes = { id: crypto.randomUUID(), type, subject: aggregateId, aggregateversion: '1' };
      for (const [name, value] of Object.entries(attributes)) headers.set(`ce-${name}`, value);
      await connection.jetstream().publish(type, JSON.stringify(data), { headers });
    };
    const at = '2016-04-01T00:00:00.000Z';
    await announce('vendors.vendor.registered.v1', vendorId!, {
      vendorId,
      code: 'v1',
      name: '甲',
      registeredAt: at,
    });
    await announce('work-orders.import.ended.v1', importId!, {
      ...{ importId, log: 'a', revision: 1, asOf: at, timezone: 'Asia/Shanghai', endedAt: at },
      ...{ read: 1, applied: 1, refused: 0, warned: 0, quarters: ['2016Q1'] },
      contracts: [{ contractId, vendorId, vendorCode: 'v1' }],
    });
    await connection.close();
    const token = await identity.token({ subject: 'auditor', roles: ['auditor'] });
    const read = (path: string) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    await eventually(async () => {
      const table = await (await read('/api/console/v1/quarters/2016Q1/table')).json();
      expect(table).toMatchObject({ log: 'a', vendors: [{ vendor: 'v1', name: '甲' }] });
    });
    expect(await (await read('/v1/quarters/2016Q1/status?log=a')).json()).toEqual({
      ...{ isComplete: false, log: 'a', revision: 1 },
      missing: [{ vendor: 'v1', fact: 'closing' }],
    });
    expect((await read('/v1/quarters/2016Q5')).status).toBe(422);
  });

  it('needs a token', async () => {
    expect((await fetch(`${url}/api/console/v1/quarters`)).status).toBe(401);
  });
});

describe('the pages', () => {
  it.each(['/', '/docs', '/docs/events', '/docs/work-orders'])(
    '%s comes with a policy that lets only its own scripts run and only its issuer be asked, and leads on',
    async (path) => {
      const answer = await fetch(`${url}${path}`);
      const page = await answer.text();
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`connect-src 'self' ${identity.issuer};`);
      expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|https?:/);
      const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
      const answers = await Promise.all(files.map((file) => fetch(`${url}${file}`)));
      expect(answers.filter(({ status }) => status !== 200).map((missing) => missing.url)).toEqual([]);
    },
  );

  it('hands out its files and no others', async () => {
    const type = async (file: string) => (await fetch(`${url}/assets/${file}`)).headers.get('content-type');
    expect(await type('docs-words.mjs')).toBe('text/javascript; charset=utf-8');
    for (const file of ['..%2fpackage.json', 'nothing.mjs', 'index.html', 'swagger-ui.js', '']) {
      expect([file, (await fetch(`${url}/assets/${file}`)).status]).toEqual([file, 404]);
    }
  });

  it('hands out the documents of all APIs and events, and nothing beside them', async () => {
    const folder = join(__dirname, '../../../../docs/api');
    const index = await (await fetch(`${url}/docs`)).text();
    for (const file of readdirSync(folder)) {
      expect(index).toContain(`href="/docs/${file}"`);
      const answer = await fetch(`${url}/docs/${file}`);
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await answer.text()).toBe(readFileSync(join(folder, file), 'utf8'));
    }
    for (const name of [
      'nobody',
      'nobody.openapi.json',
      '..%2fclauses.md',
      '..%2f..%2fpackage.json',
      'docs.html',
    ]) {
      expect([name, (await fetch(`${url}/docs/${name}`)).status]).toEqual([name, 404]);
    }
  });

  it('a service says of itself what is known of it without starting it', async () => {
    const { ConsoleModule } = require('../console.module') as typeof import('../console.module');
    const { openApi, listensTo } = await describeService('console', ConsoleModule);
    const served = await fetch(`${url}/api/console/openapi.json`);
    expect(JSON.parse(JSON.stringify(openApi))).toEqual(await served.json());
    expect(listensTo).toContain('finance.settlement.posted.v1');
  });

  it('is told where to sign in', async () => {
    const config = await (await fetch(`${url}/v1/client-config`)).json();
    expect(config).toEqual({ issuer: identity.issuer, clientId: 'console' });
  });
});
