import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../../../deploy/local/nats.mjs';
import { fromRun } from './run';

/** A NATS server with JetStream. `url` is where it listens. */
export type TestBus = { readonly url: string; stop(): Promise<void> };

/**
 * A NATS server of the test file's own, empty: streams are named by their producers, so that test files
 * running at once would meet in a shared one. It takes some milliseconds.
 */
export async function startBus(): Promise<TestBus> {
  const storeDir = mkdtempSync(join(fromRun('STEWARD_TEST_DIR'), 'bus-'));
  return startServer({ binary: fromRun('STEWARD_TEST_NATS_SERVER'), storeDir });
}
