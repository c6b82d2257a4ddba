import { connect, headers, type JetStreamManager } from 'nats';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { startBus, type TestBus } from './bus';
import { startDatabase, type TestDatabase } from './database';
import { eventually } from './eventually';
import { startIdentity, type TestIdentity } from './identity';

/** What a fact looks like on the bus; `data` is JSON, as readers get it. */
export type Told = {
  readonly type: string;
  readonly stream: string;
  readonly aggregateId: string;
  /** The aggregate's events count 1, 2, 3 … in each stream; readers wait at gaps. */
  readonly version: number;
  readonly data: object;
};

/** A service that runs in this process, with a database, a bus and an identity of its own. */
export type ServiceUnderTest = {
  readonly database: TestDatabase;
  /** The folder of its files. */
  readonly files: string;
  /**
   * Calls `/v1<path>`: GET, or POST where there is a body, each with a new key, and answers in English.
   *
   * @param who a role, a vendor with its id: `auditor`, `vendor:0195540a-…`
   * @param headers what is sent besides, or in place of what is; an empty one is as good as none
   */
  call<Body = Record<string, unknown>>(
    who: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: Body }>;
  /** The same for what is not JSON; `headers` besides the caller's. */
  get(who: string, path: string, headers?: Record<string, string>): Promise<Response>;
  /** Posts what is not JSON, as an upload; `headers` besides the caller's. */
  send(who: string, path: string, content: Buffer, headers: Record<string, string>): Promise<Response>;
  /** Puts a fact on its stream as its producer's relay does. Throws where `stream` does not take `type`. */
  announce(told: Told): Promise<void>;
  /** The data of the last fact of `type` in `stream`; it is waited for. */
  lastTold(stream: string, type: string): Promise<unknown>;
  stop(): Promise<void>;
};

/** How a service is started. Messaging and platform give their parts: their own tests use this library. */
export type StartOptions<App> = {
  /** As in its folder's name: `work-orders`. */
  readonly service: string;
  /** The service's own `xxxDatabase`. */
  readonly options: (url: string) => DataSourceOptions;
  /** Makes the streams: `provisionStreams`. */
  readonly provision: (manager: JetStreamManager, replicas: number) => Promise<unknown>;
  /** Loads the service's module, which reads the environment, and starts it: `startService`. */
  readonly start: () => Promise<App>;
  /** `stopService`. */
  readonly stop: (app: App) => Promise<void>;
};

/**
 * Starts a service with servers of its own, of which it is told in `process.env`. Throws what the start
 * threw, with no server left behind.
 */
export async function startUnderTest<App extends { getUrl(): Promise<string> }>({
  provision,
  start,
  stop,
  ...own
}: StartOptions<App>): Promise<ServiceUnderTest> {
  const [database, bus, identity] = await Promise.all([startDatabase(own), startBus(), startIdentity()]);
  const broker = await connect({ servers: bus.url });
  const files = await mkdtemp(join(tmpdir(), `steward-${own.service}-`));
  const stopServers = async () => {
    await broker.close();
    await Promise.all([bus.stop(), identity.stop(), database.stop(), rm(files, { recursive: true })]);
  };
  try {
    const manager = await broker.jetstreamManager();
    await provision(manager, 1);
    Object.assign(process.env, { ...environment(database, bus, identity), FILES_DIR: files });
    const app = await start();
    return {
      database,
      files,
      ...callsTo((await app.getUrl()).replace('[::1]', '127.0.0.1'), identity),
      async announce({ type, stream, data, ...about }) {
        const options = { headers: envelope({ type, ...about }), expect: { streamName: stream } };
        await broker.jetstream().publish(type, JSON.stringify(data), options);
      },
      lastTold: (stream, type) =>
        eventually(async () => (await manager.streams.getMessage(stream, { last_by_subj: type })).json()),
      async stop() {
        await stop(app);
        await stopServers();
      },
    };
  } catch (error) {
    await stopServers();
    throw error;
  }
}

function environment(database: TestDatabase, bus: TestBus, { issuer, audience }: TestIdentity) {
  return {
    ...{ SERVICE_PORT: '0', DATABASE_URL: database.appUrl, NATS_URL: bus.url, LOG_LEVEL: 'silent' },
    ...{ OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, STEWARD_PROFILE: 'local' },
  };
}

function callsTo(url: string, identity: TestIdentity): Pick<ServiceUnderTest, 'call' | 'get' | 'send'> {
  const ask = async (who: string, path: string, init: RequestInit): Promise<Response> => {
    const [role = '', vendorId] = who.split(':');
    const token = await identity.token({ subject: role, roles: [role], ...(vendorId && { vendorId }) });
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', ...init.headers };
    return fetch(`${url}/v1${path}`, { ...init, headers });
  };
  return {
    get: (who, path, headers = {}) => ask(who, path, { headers }),
    send: (who, path, content, headers) =>
      ask(who, path, { method: 'POST', headers, body: new Uint8Array(content) }),
    async call<Body>(who: string, path: string, body?: object, more: object = {}) {
      const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/json', ...more };
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers: { ...more } };
      const answer = await ask(who, path, init);
      return { status: answer.status, body: (await answer.json()) as Body };
    },
  };
}

function envelope({ type, aggregateId, version }: Pick<Told, 'type' | 'aggregateId' | 'version'>) {
  const attributes = {
    ...{ 'ce-specversion': '1.0', 'ce-id': randomUUID(), 'ce-time': new Date().toISOString() },
    ...{ 'ce-type': type, 'ce-subject': aggregateId, 'ce-aggregateversion': `${version}` },
  };
  const made = headers();
  for (const [name, value] of Object.entries(attributes)) made.set(name, value);
  return made;
}
