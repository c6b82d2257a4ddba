import { createServer } from 'node:net';

const HOST = '127.0.0.1';

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

/** As many different ones. */
export async function freePorts(count) {
  const probes = await Promise.all(Array.from({ length: count }, listen));
  const ports = probes.map((probe) => probe.address().port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

function listen() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: HOST }, () => resolve(probe));
  });
}
