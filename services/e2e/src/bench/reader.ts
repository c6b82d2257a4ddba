import { startDatabase } from '@steward/testing';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { storeOptions } from './store';

/** Another service, in a process and with a database of its own, that keeps a row of each event. */
export type Reader = {
  /** Calls back with the aggregates whose rows were just committed. */
  onEffects(told: (aggregateIds: readonly string[]) => void): void;
  stop(): Promise<void>;
};

export async function startReader(type: string, natsUrl: string): Promise<Reader> {
  const store = await startDatabase({ service: 'journal', options: storeOptions('journal') });
  const child = fork(join(__dirname, 'effects-reader.js'), [type, store.appUrl, natsUrl]);
  const client = new Client({ connectionString: store.ownerUrl });
  await Promise.all([once(child, 'message'), client.connect()]);
  await client.query('LISTEN effects');
  return {
    onEffects(told) {
      client.removeAllListeners('notification');
      client.on('notification', ({ payload }) => told((payload ?? '').split(',')));
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      await client.end();
      await store.stop();
    },
  };
}
