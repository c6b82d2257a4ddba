import { streams } from '@steward/events';
import { startBus } from '@steward/testing';
import { rmSync } from 'node:fs';
import { provisionAgain } from './provision';

it('streams whose store was deleted are made again without anybody’s doing, and a broker that is away is waited for', async () => {
  const bus = await startBus();
  const again = provisionAgain(bus.url, 1, 0.05);
  const next = async () => (await again.next()).value;
  const made = `Made the streams ${streams.map(({ name }) => name).join(', ')}.`;
  expect(await next()).toBe(made);
  expect(await next()).toBe('Every stream is there.');

  const said: string[] = [];
  const listening = (async () => {
    for await (const outcome of again) {
      said.push(outcome);
      if (outcome === made) return;
    }
  })();
  await bus.restart((dir) => rmSync(dir, { recursive: true }));
  await listening;
  await bus.stop();
  expect(said.at(-1)).toBe(made);
  expect(new Set(said).size).toBe(said.length);
});
