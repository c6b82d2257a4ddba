import { eventually, processesWith } from '@steward/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { House, root } from './house';
import { reportOf, type OracleProfile } from './oracle';

const profile = join(root, 'deploy/local/sample.profile.json');
const cli = join(root, 'services/cli/dist/main.js');
const house = new House();
const folder = mkdtempSync(join(tmpdir(), 'steward-e2e-logs-'));

afterAll(() => {
  expect(processesWith('STEWARD_STATE_DIR', house.stateDir)).toEqual([]); // nothing is left running
  house.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The house's own NATS server. */
function brokerOf({ stateDir }: House): number[] {
  const program = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]!;
  return processesWith('STEWARD_STATE_DIR', stateDir).filter((pid) => program(pid).endsWith('nats-server'));
}

it('an import in whose midst the broker loses all streams comes to the same, without anybody’s doing', async () => {
  const log = join(folder, 'log.csv');
  const out = join(folder, 'report.json');
  execFileSync(process.execPath, [cli, 'sample-log', '--out', log, '--rows', '30000']);
  const run = house.start(['--once', '--restart', '--import', log, '--profile', profile, '--json', out]);
  await eventually(() => expect(run.said()).toMatch(/[1-9]\d* of \d+ work orders/), { withinMs: 120_000 });

  const [broker, ...others] = brokerOf(house);
  expect(others).toEqual([]);
  process.kill(broker!, 'SIGSTOP'); // it writes no more
  rmSync(join(house.stateDir, 'nats/jetstream'), { recursive: true });
  process.kill(broker!, 'SIGKILL'); // it is started again, with nothing that it knew

  expect({ code: await run.ended, said: run.said() }).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(
    reportOf(log, JSON.parse(readFileSync(profile, 'utf8')) as OracleProfile),
  );
  for (const service of ['vendors', 'contracts', 'work-orders', 'finance']) {
    const said = readFileSync(join(house.stateDir, 'logs', `${service}.log`), 'utf8');
    expect(said).toMatch(/The broker lost a part of .* Epoch 2 begins/);
  }
}, 300_000);
