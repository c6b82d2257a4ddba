import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { clocks } from './clocks';
import { commands } from './commands';
import { consumer } from './consumer';
import { deadlines } from './deadlines';
import { effect } from './effect';
import { isMet, type Benchmark, type Figure } from './figure';
import { imported } from './imported';
import { latency } from './latency';
import { postings } from './postings';
import { relay } from './relay';
import { machineOf, tableOf } from './report';
import { timers } from './timers';
import { whatIf } from './what-if';

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  ...{ commands, relay, consumer, effect, latency, import: imported, deadlines, clocks, timers, postings },
  'what-if': whatIf,
};

/** Measures one after the other: two at once would disturb each other. */
async function main(): Promise<void> {
  const options = { json: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const;
  const { json, only = Object.keys(BENCHMARKS) } = parseArgs({ options }).values;
  const unknown = only.find((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown !== undefined) {
    throw new Error(`There is no benchmark ${unknown}; there are ${Object.keys(BENCHMARKS).join(', ')}.`);
  }
  Logger.overrideLogger(['error', 'fatal']);
  const figures: Figure[] = [];
  for (const name of only) {
    process.stderr.write(`${name} …\n`);
    figures.push(...(await BENCHMARKS[name]!()));
  }
  const machine = await machineOf();
  const measured = figures.map((figure) => ({ ...figure, isMet: isMet(figure) }));
  const shown = json ? JSON.stringify({ machine, figures: measured }, null, 2) : tableOf(machine, figures);
  process.stdout.write(`${shown}\n`);
  if (!measured.every((figure) => figure.isMet)) process.exitCode = 3;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1); // what was under way would keep it
});
