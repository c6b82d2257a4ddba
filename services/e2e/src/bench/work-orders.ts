import { eventually, startDatabase, startIdentity, type TestIdentity } from '@steward/testing';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../house';

const program = join(root, 'services/work-orders/dist/main.js');

/** The service as it runs in production: a process of its own. */
export type WorkOrders = {
  /** A caller who may report, for as long as its token is good: five minutes. */
  caller(connections: number): Promise<Caller>;
  /** Posts what keeps nothing, and gives the answer. Throws where it is not 200. */
  ask<T>(path: string, body: object, role: string): Promise<T>;
  /** The most memory that the process ever had. */
  peakMb(): number;
  stop(): Promise<void>;
};
export type Caller = {
  /** Reports a fault and gives the new work order's id. Throws where the answer is not 201. */
  report(number: string): Promise<string>;
  close(): void;
};

/** A database with the tables of work-orders, migrated as the service itself does it. */
export async function startWorkOrdersDatabase() {
  const database = await startDatabase({
    service: 'work-orders',
    options: (url) => ({ type: 'postgres', url }),
  });
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, APP_ROLE: 'work_orders_app' };
  execFileSync(process.execPath, [program, 'migrate'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return database;
}

export async function startWorkOrders(databaseUrl: string, natsUrl: string): Promise<WorkOrders> {
  const [identity, port] = await Promise.all([startIdentity(), freePort()]);
  const files = mkdtempSync(join(tmpdir(), 'steward-bench-files-'));
  const env = {
    ...process.env,
    ...{ SERVICE_PORT: String(port), DATABASE_URL: databaseUrl, NATS_URL: natsUrl, FILES_DIR: files },
    ...{ OIDC_ISSUER: identity.issuer, OIDC_AUDIENCE: identity.audience },
    ...{ STEWARD_PROFILE: 'local', LOG_LEVEL: 'warn' },
  };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ready = `http://127.0.0.1:${port}/health/ready`;
  await eventually(
    async () => {
      if (!(await fetch(ready)).ok) throw new Error('work-orders is not ready.');
    },
    { withinMs: 60_000 },
  );
  return {
    caller: (connections) => callerOf(identity, port, connections),
    async ask<T>(path: string, body: object, role: string): Promise<T> {
      const token = await identity.token({ subject: 'zhao-liu', roles: [role] });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const sent = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, sent);
      if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as T;
    },
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

async function callerOf(identity: TestIdentity, port: number, connections: number): Promise<Caller> {
  const token = await identity.token({ subject: 'zhao-liu', roles: ['technical'] });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const options = { host: '127.0.0.1', port, path: '/v1/work-orders', method: 'POST', agent };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    report: (number) =>
      new Promise((resolve, reject) => {
        const own = { ...headers, 'idempotency-key': randomUUID() };
        const sent = request({ ...options, headers: own }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            if (response.statusCode !== 201) return reject(new Error(`${response.statusCode}: ${text}`));
            resolve((JSON.parse(text) as { workOrderId: string }).workOrderId);
          });
        });
        sent.on('error', reject);
        sent.end(JSON.stringify({ number, severity: 2, category: 'NETWORK' }));
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
