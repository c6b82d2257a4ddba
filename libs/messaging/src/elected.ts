import { Client } from 'pg';
import { Loop } from './loop';

/** Advisory locks are per database; each kind of duty has its number, each duty of a kind its name. */
export type Lock = { readonly kind: number; readonly name: string };
/** `isOver` turns true when the service stops or the lock's connection is gone; `lose` gives the lock up. */
export type Duty = (client: Client, isOver: () => boolean, lose: () => void) => Promise<void>;

/**
 * A duty that one replica does at a time, elected by an advisory lock on a connection of its own: the lock
 * dies with the connection, and the duty with the lock. The others stand by.
 */
export function electedLoop(databaseUrl: string, lock: Lock, duty: Duty): Loop {
  const loop: Loop = new Loop(lock.name, async (isStopped) => {
    const client = new Client({ connectionString: databaseUrl, keepAlive: true, pipeline: true });
    let isLost = false;
    const lose = () => {
      isLost = true;
      loop.wake();
    };
    const isOver = () => isLost || isStopped();
    client.on('error', lose); // unhandled, it would end the process
    await client.connect();
    try {
      while (!isOver() && !(await takes(client, lock))) await loop.pause(500, { isWakeable: false });
      if (!isOver()) await duty(client, isOver, lose);
    } finally {
      await client.end().catch(() => undefined);
    }
  });
  return loop;
}

async function takes(client: Client, { kind, name }: Lock): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine',
    [kind, name],
  );
  return rows[0]!.mine;
}
