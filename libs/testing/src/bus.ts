import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../../../deploy/local/nats.mjs';
import { fromRun } from './run';

/** A NATS server with JetStream. `url` is where it listens. */
export type TestBus = {
  readonly url: string;
  stop(): Promise<void>;
  /**
   * Stops the server and starts it again at the same address. Meanwhile `change` may do to its store, the
   * folder that it is given, what disks and backups do.
   */
  restart(change?: (jetStreamDir: string) => void): Promise<void>;
};

/**
 * A NATS server of the test file's own, empty: streams are named by their producers, so that test files
 * running at once would meet in a shared one. It takes some milliseconds. `place` is another server's that
 * has ended.
 */
export async function startBus(
  place: { readonly storeDir?: string; readonly port?: number } = {},
): Promise<TestBus> {
  const { storeDir = mkdtempSync(join(fromRun('STEWARD_TEST_DIR'), 'bus-')), port = -1 } = place;
  const binary = fromRun('STEWARD_TEST_NATS_SERVER');
  let server = await startServer({ binary, storeDir, port });
  const { url } = server;
  return {
    url,
    stop: () => server.stop(),
    async restart(change) {
      await server.stop();
      change?.(join(storeDir, 'jetstream'));
      server = await startServer({ binary, storeDir, port: Number(new URL(url).port) });
    },
  };
}
