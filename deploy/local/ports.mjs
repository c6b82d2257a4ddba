import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Whether a server could listen on `port` of `host` now. */
export function isPortFree(port, host = HOST) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port of 127.0.0.1 that nobody uses at the moment. Another program may still take it first. */
export async function freePort() {
  const [port] = await freePorts(1);
  return port;
}

/**
 * As many different ones, from below those that the system gives to connections: before a server listens, or
 * while it is started again, any connection might else take its port.
 */
export async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isPortFree(port)) ports.add(port);
  }
  return [...ports];
}
