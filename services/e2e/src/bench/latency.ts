import { workOrderReported } from '@steward/events';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { alone, median, quantile, type Benchmark, type Figure } from './figure';
import { startReader, type Reader } from './reader';
import { startBroker } from './store';
import { startWorkOrders, startWorkOrdersDatabase, type Caller } from './work-orders';

const PER_SECOND = 50;
const REPORTS = 8 * PER_SECOND;

export const latency: Benchmark = async () => {
  const broker = await startBroker();
  const database = await startWorkOrdersDatabase();
  const reader = await startReader(workOrderReported.type, broker.url);
  const service = await startWorkOrders(database.appUrl, broker.url);
  try {
    const rounds = await alone(async () => {
      const caller = await service.caller(PER_SECOND);
      const waits = await waitsOf(caller, reader);
      caller.close();
      return waits;
    });
    const figure = (name: string, share: number, atMost: number): Figure => {
      const found = rounds.map((waits) => quantile(waits, share));
      return {
        what: `the same at ${PER_SECOND}/s over HTTP, 201 to committed effect, ${name}`,
        ...{ against: '-', value: median(found), unit: 'ms', demanded: { atMost }, rounds: found },
        reached: `${found.map((wait) => wait.toFixed(1)).join(', ')} ms`,
      };
    };
    return [figure('p50', 0.5, 8), figure('p99', 0.99, 25)];
  } finally {
    await service.stop();
    await reader.stop();
    await database.stop();
    await broker.stop();
  }
};

/** Milliseconds from the answer to when the other database says that the effect is committed. */
async function waitsOf(caller: Caller, reader: Reader): Promise<readonly number[]> {
  const committedAt = new Map<string, number>();
  const answeredAt = new Map<string, number>();
  reader.onEffects((ids) => ids.forEach((id) => committedAt.set(id, performance.now())));
  const reports: Promise<unknown>[] = [];
  const begunAt = performance.now();
  for (let n = 0; n < REPORTS; n += 1) {
    await pause(Math.max(0, begunAt + (n * 1000) / PER_SECOND - performance.now()));
    const reported = caller.report(randomUUID());
    reports.push(reported.then((id) => answeredAt.set(id, performance.now())));
  }
  await Promise.all(reports);
  while (committedAt.size < REPORTS) await pause(5);
  return [...answeredAt].map(([id, at]) => committedAt.get(id)! - at);
}
