import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to the broker that can be cut and mended, under one address. It begins cut. */
export type Proxy = {
  readonly url: string;
  /** How many sockets are open. */
  open(): number;
  mend(): Promise<void>;
  cut(): Promise<void>;
};

export async function proxyTo(targetUrl: string): Promise<Proxy> {
  const { hostname, port: targetPort } = new URL(targetUrl);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const listen = (port: number) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer((near) => {
        const far = keep(connect(Number(targetPort), hostname));
        keep(near).pipe(far).pipe(near);
        near.on('close', () => far.destroy());
        far.on('close', () => near.destroy());
      });
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
    });

  let server: Server | null = await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async () => {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((done) => closing.close(done));
  };
  await cut();
  return {
    url: `nats://127.0.0.1:${port}`,
    open: () => sockets.size,
    cut,
    async mend() {
      server = await listen(port);
    },
  };
}
