import { Socket } from 'node:net';
import { PreparedClient } from './prepared';

/** A socket that sends in one write what is written in one go: each write wakes the other side. */
function gatheringSocket(): Socket {
  const socket = new Socket();
  let isGathering = false;
  const gather = () => {
    if (isGathering) return;
    isGathering = true;
    socket.cork();
    process.nextTick(() => {
      isGathering = false;
      socket.uncork();
    });
  };
  // Not before: `connect` puts Node's own `write` in place of any other.
  return socket.once('connect', () => {
    const write = socket.write.bind(socket);
    const gathered = (...written: Parameters<typeof write>) => {
      gather();
      return write(...written);
    };
    Object.assign(socket, { write: gathered });
  });
}

/**
 * How a service's pool talks to its database, as TypeORM's `extra`: it prepares statements, and sends them
 * together and before those ahead of them are answered.
 */
export const CONNECTIONS = { Client: PreparedClient, pipeline: true, stream: gatheringSocket };
