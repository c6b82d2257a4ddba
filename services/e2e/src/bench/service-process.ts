import {
  eventually,
  startDatabase,
  startIdentity,
  type TestDatabase,
  type TestIdentity,
} from '@steward/testing';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../house';

const programOf = (service: string) => join(root, `services/${service}/dist/main.js`);

/** A service as it runs in production: a process of its own. */
export type ServiceProcess = {
  /** Somebody with this role, for as long as his token is good: five minutes. */
  caller(who: { readonly subject: string; readonly role: string }, connections: number): Promise<Caller>;
  /** The most memory that it has held so far, in megabytes. */
  peakMb(): number;
  stop(): Promise<void>;
};
export type Caller = {
  /** Posts a command under a key of its own and gives the answer. Throws where it is no success. */
  post<A>(path: string, body: object): Promise<A>;
  close(): void;
};

/** A database with the tables of a service, migrated as the service itself does it. */
export async function startServiceDatabase(service: string): Promise<TestDatabase> {
  const database = await startDatabase({ service, options: (url) => ({ type: 'postgres', url }) });
  const env = {
    ...process.env,
    DATABASE_URL: database.ownerUrl,
    APP_ROLE: `${service.replaceAll('-', '_')}_app`,
  };
  const options = { env, stdio: ['ignore' as const, 'ignore' as const, 'inherit' as const] };
  execFileSync(process.execPath, [programOf(service), 'migrate'], options);
  return database;
}

export async function startServiceProcess(
  service: string,
  databaseUrl: string,
  natsUrl: string,
): Promise<ServiceProcess> {
  const [identity, port] = await Promise.all([startIdentity(), freePort()]);
  const files = mkdtempSync(join(tmpdir(), 'steward-bench-files-'));
  const env = {
    ...process.env,
    ...{ SERVICE_PORT: String(port), DATABASE_URL: databaseUrl, NATS_URL: natsUrl, FILES_DIR: files },
    ...{ OIDC_ISSUER: identity.issuer, OIDC_AUDIENCE: identity.audience },
    ...{ STEWARD_PROFILE: 'local', LOG_LEVEL: 'warn' },
  };
  const child = spawn(process.execPath, [programOf(service)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ready = `http://127.0.0.1:${port}/health/ready`;
  await eventually(
    async () => {
      if (!(await fetch(ready)).ok) throw new Error(`${service} is not ready.`);
    },
    { withinMs: 60_000 },
  );
  return {
    caller: ({ subject, role }, connections) =>
      callerOf(identity, { subject, roles: [role] }, port, connections),
    peakMb() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1000;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      await identity.stop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

async function callerOf(
  identity: TestIdentity,
  who: { readonly subject: string; readonly roles: readonly string[] },
  port: number,
  connections: number,
): Promise<Caller> {
  const token = await identity.token(who);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    post: <A>(path: string, body: object) =>
      new Promise<A>((resolve, reject) => {
        const own = { ...headers, 'idempotency-key': randomUUID() };
        const options = { host: '127.0.0.1', port, path, method: 'POST', agent, headers: own };
        const sent = request(options, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            if (Math.floor(response.statusCode! / 100) !== 2)
              return reject(new Error(`${response.statusCode}: ${text}`));
            resolve(JSON.parse(text) as A);
          });
        });
        sent.on('error', reject);
        sent.end(JSON.stringify(body));
      }),
    close: () => agent.destroy(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
