import { Controller, Get } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { contractSigned } from '@steward/events';
import { eventually, startBus, startDatabase, startIdentity } from '@steward/testing';
import type { TestBus, TestDatabase, TestIdentity } from '@steward/testing';
import { Ajv } from 'ajv';
import { connect, type Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { Permission, PUBLIC } from './auth';
import { fetchJson, notesDatabase, startNotes, type Notes } from './notes.fixture';
import { Lifecycle } from './probes.controller';

let database: TestDatabase;
let bus: TestBus;
let identity: TestIdentity;
let env: NodeJS.ProcessEnv;
let authorization: string;
const logged: string[] = [];

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
  [database, bus, identity] = await Promise.all([
    startDatabase({ service: 'notes', options: notesDatabase }),
    startBus(),
    startIdentity(),
  ]);
  env = { DATABASE_URL: database.appUrl, NATS_URL: bus.url, OIDC_ISSUER: identity.issuer, LOG_LEVEL: 'info' };
  authorization = `Bearer ${await identity.token({ subject: 'li-na', roles: ['auditor'] })}`;
});
afterAll(async () => {
  await Promise.all([database, bus, identity].map((each) => each?.stop()));
  jest.restoreAllMocks();
});

const sessions = () =>
  database.owner.query<object[]>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'notes_app'`,
  );

describe('the boot', () => {
  it('fails where a route or a subject declares no permission, or one that nobody holds', async () => {
    @Controller('v1/doors')
    class Doors {
      @Get('open')
      open() {
        return {};
      }

      @Get('known')
      @Permission('notes.read')
      known() {
        return {};
      }

      @Get('public')
      @Permission(PUBLIC)
      public() {
        return {};
      }

      @Get('unknown')
      @Permission('notes.shred')
      unknown() {
        return {};
      }

      @Get('inherited')
      @Permission('toString')
      inherited() {
        return {};
      }

      @Get('nobody')
      @Permission('notes.burn')
      nobody() {
        return {};
      }

      @EventPattern(contractSigned.type)
      subject() {
        return {};
      }

      noDoor() {
        return {};
      }
    }
    await expect(startNotes({ env, controllers: [Doors] })).rejects.toThrow(
      [
        'These doors would stand open:',
        '  Doors.open declares no permission',
        '  Doors.unknown asks for notes.shred, which no role holds',
        '  Doors.inherited asks for toString, which no role holds',
        '  Doors.nobody asks for notes.burn, which no role holds',
        '  Doors.subject declares no permission',
      ].join('\n'),
    );
  });

  it('fails with all that the configuration lacks, before anything is started', async () => {
    const starting = startNotes({ env: { NATS_URL: 'http://bus' } });
    await expect(starting).rejects.toThrow(/DATABASE_URL.*NATS_URL.*OIDC_ISSUER/s);
  });

  it('that fails at a taken port leaves no session behind', async () => {
    const before = await sessions();
    const notes = await startNotes({ env });
    const second = startNotes({ env: { ...env, SERVICE_PORT: new URL(notes.url).port } });
    await expect(second).rejects.toThrow('EADDRINUSE');
    await notes.stop();
    await eventually(async () => expect(before).toEqual(expect.arrayContaining(await sessions())));
  });
});

describe('a service that runs', () => {
  let notes: Notes;
  beforeAll(async () => void (notes = await startNotes({ env })));
  afterAll(() => notes.stop());

  it('is described by /openapi.json: its routes, who may, the key that they need, and how it refuses', async () => {
    type Operation = {
      readonly parameters: object[];
      readonly security: object[];
      readonly responses: Record<string, object>;
    };
    const { status, body } = await fetchJson<{
      readonly openapi: string;
      readonly paths: Record<string, Record<string, Operation>>;
      readonly components: { readonly schemas: { readonly Problem: object } };
    }>(`${notes.url}/openapi.json`);
    expect({ status, openapi: body.openapi }).toEqual({ status: 200, openapi: '3.0.0' });
    const { paths, components } = body;
    expect(Object.keys(paths)).toContain('/v1/notes/{noteId}/closure');
    expect(Object.keys(paths)).not.toContain('/metrics');
    const write = paths['/v1/notes']!['post']!;
    expect(write.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
    );
    expect(write).toMatchObject({ security: [{ bearer: [] }], 'x-permission': 'notes.write' });
    expect(Object.keys(write.responses)).toEqual(['201', '400', '401', '403', '409', '422', 'default']);
    const one = paths['/v1/notes/{noteId}']!['get']!;
    expect(Object.keys(one.responses)).toEqual(['200', '400', '401', '403', '404', '422', 'default']);

    const refusals = [
      fetchJson(`${notes.url}/v1/notes`),
      fetchJson(`${notes.url}/nowhere`),
      fetchJson(`${notes.url}/v1/parked-events?limit=x`, { headers: { authorization } }),
    ];
    const isProblem = new Ajv().compile(components.schemas.Problem);
    const problems = (await Promise.all(refusals)).map((answer) => answer.body);
    expect(problems.map(({ status: refused }) => refused)).toEqual([401, 404, 422]);
    for (const problem of problems) expect([isProblem(problem), isProblem.errors]).toEqual([true, null]);
  });

  it('shows its figures, all of them steward’s', async () => {
    const answer = await fetch(`${notes.url}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const figures = await answer.text();
    for (const figure of ['steward_outbox_published_total', 'steward_events_parked_total']) {
      expect(figures).toContain(`# TYPE ${figure} counter`);
    }
  });

  it('lives and is ready; without its database it lives, is not ready, and calls nobody', async () => {
    const probe = (name: string) =>
      fetchJson(`${notes.url}/health/${name}`, { headers: { 'accept-language': 'en' } });
    expect(await probe('live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await probe('ready')).toMatchObject({ status: 200, body: { status: 'ok' } });

    await withoutDatabase(async () => {
      const away = await eventually(async () => {
        const answer = await probe('ready');
        expect(answer.status).toBe(503);
        return answer;
      });
      expect(away.headers.get('content-type')).toMatch('application/problem+json');
      expect(away.body).toMatchObject({ code: 'server.not-ready', status: 503 });
      expect(await probe('live')).toMatchObject({ status: 200 });
    });
    await eventually(async () => expect((await probe('ready')).status).toBe(200));
    expect(logged.filter((line) => line.includes('"path":"/health'))).toEqual([]);
  });

  it('is not ready while it stops', async () => {
    notes.app.get(Lifecycle).isStopping = true;
    const { status, body } = await fetchJson(`${notes.url}/health/ready`);
    expect({ status, detail: body.detail }).toEqual({ status: 503, detail: '服务暂未就绪,请稍后再试。' });
    expect((await fetch(`${notes.url}/health/live`)).status).toBe(200);
    notes.app.get(Lifecycle).isStopping = false;
  });

  async function withoutDatabase(then: () => Promise<void>) {
    const admin = new DataSource({ type: 'postgres', url: process.env['STEWARD_TEST_DATABASE_URL']! });
    await admin.initialize();
    const name = new URL(database.appUrl).pathname.slice(1);
    const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                       WHERE datname = $1 AND usename = 'notes_app'`;
    try {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await admin.query(terminate, [name]);
      await then();
    } finally {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await admin.destroy();
    }
  }
});

describe('a service that stops', () => {
  it('finishes a request under way, and takes no connection more', async () => {
    let begun = () => {};
    let finish = (_: string) => {};
    const isUnderWay = new Promise<void>((resolve) => (begun = resolve));
    const end = new Promise<string>((resolve) => (finish = resolve));
    const notes = await startNotes({ env, slowly: () => (begun(), end) });
    const asking = fetchJson<object>(`${notes.url}/v1/notes/failures/slow`, { headers: { authorization } });
    await isUnderWay;

    const isStopped = jest.fn();
    const stopping = notes.stop(60_000).then(isStopped);
    await eventually(async () => expect(await isRefused(notes.url)).toBe(true));
    expect(isStopped).not.toHaveBeenCalled();
    finish('done');
    expect(await asking).toMatchObject({ status: 200, body: { text: 'done' } });
    await stopping;
  });

  it('ends although connections are open that ask for nothing, used before or never', async () => {
    const notes = await startNotes({ env });
    const used = await dial(notes.url);
    used.write('GET /health/live HTTP/1.1\r\nhost: notes\r\n\r\n');
    await new Promise((resolve) => used.once('data', resolve));
    const unused = await dial(notes.url);

    const closed = [used, unused].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await notes.stop(200);
    await Promise.all(closed);
  });
});

async function dial(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

const isRefused = (url: string) =>
  fetch(`${url}/health/live`, { headers: { connection: 'close' } }).then(
    () => false,
    () => true,
  );
