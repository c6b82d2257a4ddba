import { Bus, Relay, SystemClock, Timers, useCase } from '@steward/messaging';
import type { TestDatabase } from '@steward/testing';
import { sideBySide, type Benchmark, type Figure } from './figure';
import { startStore } from './store';

const MANY = 1_000_000;
const FEW = 1_000;
/** Timers in one measurement, a tick of nothing counted as ten: a single tick is too short to be timed. */
const AT_LEAST = 5_000;

class Ring {}
const ring = useCase(Ring, async () => ({}));

export const timers: Benchmark = async () => {
  const [many, few] = await Promise.all([startStore('journal'), startStore('plain')]);
  try {
    await Promise.all([open(many, MANY), open(few, FEW)]);
    const figures: Figure[] = [];
    for (const due of [0, 100, 10_000]) {
      const found = await sideBySide(ticks(few, due), ticks(many, due));
      figures.push({
        ...{ what: `tick of ${MANY.toLocaleString('en')} open timers with ${due} due, its time`, ...found },
        against: `${FEW.toLocaleString('en')} open with the same due`,
        demanded: { atMost: 1.5 },
        reached: `${found.reached}, the few against the many`,
      });
    }
    return figures;
  } finally {
    await Promise.all([many.stop(), few.stop()]);
  }
};

/** Timers that are not due this year. */
async function open({ owner }: TestDatabase, count: number): Promise<void> {
  await owner.query(
    `INSERT INTO timers (use_case, key, due_at, input)
     SELECT 'ring', gen_random_uuid()::text, now() + interval '1 year' + n * interval '1 second', '{}'
     FROM generate_series(1, $1::int) AS n`,
    [count],
  );
  await owner.query('VACUUM ANALYZE timers');
}

/** Makes as many due and ticks until none is: what was due, or the ticks, in a second. */
function ticks({ owner, app, appUrl }: TestDatabase, due: number): () => Promise<number> {
  const options = { service: 'journal', databaseUrl: appUrl, natsUrl: 'nats://127.0.0.1:1' };
  const relay = new Relay(options, new Bus(options)); // never started: nothing is told
  const clock = new SystemClock();
  const ours = new Timers({ ...options, timed: [ring], schedule: [] }, app, clock, relay);
  const round = async () => {
    await owner.query(
      `INSERT INTO timers (use_case, key, due_at, input)
       SELECT 'ring', gen_random_uuid()::text, now() - n * interval '1 ms', '{}' FROM generate_series(1, $1::int) AS n`,
      [due],
    );
    const begunAt = performance.now();
    while ((await ours.tick()) > 0);
    return performance.now() - begunAt;
  };
  return async () => {
    let milliseconds = 0;
    let done = 0;
    for (; done < AT_LEAST; done += Math.max(due, 10)) milliseconds += await round();
    return (done * 1000) / milliseconds;
  };
}
