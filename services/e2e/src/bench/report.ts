import { startBus } from '@steward/testing';
import { connect } from 'nats';
import { cpus, totalmem } from 'node:os';
import { Client } from 'pg';
import { isMet, type Figure } from './figure';

export type Machine = {
  readonly on: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  readonly postgres: string;
  readonly fsync: string;
  readonly nats: string;
};

/** Where and when the figures were reached. */
export async function machineOf(): Promise<Machine> {
  const client = new Client({ connectionString: process.env['STEWARD_TEST_DATABASE_URL'] });
  await client.connect();
  const setting = async (name: string) => {
    const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
    return rows[0]!.value;
  };
  const [postgres, fsync] = [await setting('server_version'), await setting('fsync')];
  await client.end();
  const bus = await startBus();
  const connection = await connect({ servers: bus.url });
  const nats = connection.info?.version ?? 'unknown';
  await connection.close();
  await bus.stop();
  return {
    ...{ on: new Date().toISOString().slice(0, 10), cores: cpus().length, postgres, fsync, nats },
    ...{ memoryGib: Math.round(totalmem() / 2 ** 30), node: process.versions.node },
  };
}

const boundOf = (demanded: Figure['demanded']): string =>
  !demanded ? '-' : 'atLeast' in demanded ? `≥ ${demanded.atLeast}` : `≤ ${demanded.atMost}`;

/** Markdown, so that it can be read on a terminal and kept as it is. */
export function tableOf(machine: Machine, figures: readonly Figure[]): string {
  const { on, cores, memoryGib, node, postgres, fsync, nats } = machine;
  const lines = figures.map((figure) => {
    const { what, against, value, unit, demanded, reached } = figure;
    const bound = boundOf(demanded);
    const suffix = unit === 'times' ? '' : ` ${unit}`;
    const shown = `${value < 100 ? value.toFixed(2) : Math.round(value)}${suffix}`;
    return `| ${[what, against, shown, bound, isMet(figure) ? 'yes' : 'no', reached].join(' | ')} |`;
  });
  return [
    `${on}: ${cores} cores, ${memoryGib} GiB, Node ${node}, Postgres ${postgres} (fsync ${fsync}), NATS ${nats}`,
    '',
    '| what | against | median | demanded | met | reached |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
