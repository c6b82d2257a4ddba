import { eventually, processesWith } from '@steward/testing';
import { equal, notEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inDatabase, SERVICES } from './agreement';
import type { House, Run } from './house';

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
export function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Something of a house that dies once. */
export type Victim = {
  readonly name: string;
  /** Kills what is alive; gives what waits for another in its place. Throws where either does not come. */
  kill(): Promise<() => Promise<void>>;
};
/** When a kill is due, by what the driver has said. */
export type Moment = (said: string) => boolean;

/** Of a machine that others use too, milliseconds. */
const PATIENCE = { withinMs: 120_000 };

/** All that a house is made of, in a random order. */
export function victimsIn(house: House, random: () => number): Victim[] {
  const services = SERVICES.map((name) => program(name, () => serviceOf(house, name)));
  const bereaved = SERVICES[Math.floor(random() * SERVICES.length)]!;
  const victims = [
    ...services,
    program('identity', () => programOf(house, /identity\.mjs/)),
    program('nats-server', () => programOf(house, /nats-server/)),
    program('Postgres', () => postmaster(house)),
    relay(house, bereaved),
  ];
  return victims
    .map((victim) => ({ victim, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ victim }) => victim);
}

/**
 * Kills each victim after its moment and a random delay of at most `delayMs`. Throws where the play was over
 * by then, and where a victim was not alive before or does not come back.
 */
export async function killAll(
  run: Run,
  victims: readonly Victim[],
  moments: readonly Moment[],
  { random, delayMs }: { readonly random: () => number; readonly delayMs: number },
): Promise<void> {
  const delays = victims.map(() => random() * delayMs);
  const kills = victims.map(async ({ name, kill }, n) => {
    while (isPlaying(run) && !moments[n]!(run.said())) await pause(20);
    await pause(delays[n]);
    const back = await kill();
    if (!isPlaying(run)) throw new Error(`The play was over before ${name} was killed.`);
    await back();
  });
  for (const kill of await Promise.allSettled(kills)) if (kill.status === 'rejected') throw kill.reason;
}

const isPlaying = (run: Run): boolean =>
  run.process.exitCode === null && !run.said().includes('Ctrl-C stops everything.');

function program(name: string, find: () => number | null): Victim {
  const alive = () =>
    eventually(() => {
      const pid = find();
      if (pid === null) throw new Error(`${name} is not there.`);
      return pid;
    }, PATIENCE);
  return {
    name,
    async kill() {
      const pid = await alive();
      process.kill(-pid, 'SIGKILL'); // it leads its group
      return () => eventually(async () => notEqual(await alive(), pid), PATIENCE);
    },
  };
}

/** A connection that holds the lock of the relay. */
function relay(house: House, service: string): Victim {
  const holder = () =>
    eventually(
      () =>
        inDatabase(postgresUrlOf(house), service, async (client) => {
          const { rows } = await client.query<{ pid: number }>(
            `SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
             WHERE l.locktype = 'advisory' AND l.classid = 1 AND l.granted AND d.datname = current_database()`,
          );
          equal(rows.length, 1);
          return rows[0]!.pid;
        }),
      PATIENCE,
    );
  return {
    name: `the relay's connection of ${service}`,
    async kill() {
      const pid = await eventually(async () => {
        const found = await holder();
        const isEnded = await inDatabase(postgresUrlOf(house), service, async (client) => {
          const { rows } = await client.query<{ isEnded: boolean }>(
            'SELECT pg_terminate_backend($1) AS "isEnded"',
            [found],
          );
          return rows[0]!.isEnded;
        });
        equal(isEnded, true);
        return found;
      }, PATIENCE);
      return () => eventually(async () => notEqual(await holder(), pid), PATIENCE);
    },
  };
}

/** Programs lead their group; what watches over them does not. */
const isLeader = (pid: number): boolean => {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2] === String(pid);
};

function programOf(house: House, commandLine: RegExp): number | null {
  const ours = processesWith('STEWARD_STATE_DIR', house.stateDir).filter(isLeader);
  return ours.find((pid) => commandLine.test(readIfThere(`/proc/${pid}/cmdline`))) ?? null;
}

function serviceOf(house: House, name: string): number | null {
  const ours = new Set(processesWith('STEWARD_STATE_DIR', house.stateDir).filter(isLeader));
  return processesWith('STEWARD_SERVICE', name).find((pid) => ours.has(pid)) ?? null;
}

const addressesOf = ({ stateDir }: House): { readonly nats: string; readonly postgres: string } =>
  JSON.parse(readFileSync(join(stateDir, 'addresses.json'), 'utf8')) as never;

export const natsUrlOf = (house: House): string => addressesOf(house).nats;

/** A superuser's. Throws where the server is not up. */
export function postgresUrlOf(house: House): string {
  const { postgres } = addressesOf(house);
  const port = readFileSync(join(postgres, 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://postgres:${readFileSync(`${postgres}.password`, 'utf8')}@127.0.0.1:${port}/postgres`;
}

/** Where the server was killed its note stays, with the number of one that is no more. */
function postmaster(house: House): number | null {
  const note = readIfThere(join(addressesOf(house).postgres, 'postmaster.pid'));
  const pid = Number(note.split('\n')[0]);
  return note !== '' && readIfThere(`/proc/${pid}/stat`) !== '' ? pid : null;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
