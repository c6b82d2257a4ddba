import { UseCases, type Actor } from '@steward/messaging';
import type { FileStore } from '@steward/platform';
import { eventually, fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { recordContractVersion } from '../app/record-contract-version';
import { startImport, type StartImport } from '../app/start-import';
import { workOrdersDatabase } from '../storage/data-source';
import { oneImport, refusalsPage } from '../storage/import-views';
import { ImportRunner } from './import-runner';

const HEADER = 'number,incident_state,opened_at,sys_updated_at,priority,assignment_group,assigned_to';
const FIRST = [
  'INC1,New,5/1/2026 09:00,5/1/2026 09:05,1 - Critical,Group 1,?',
  'INC1,Active,5/1/2026 09:00,5/1/2026 10:00,1 - Critical,Group 1,Worker 7',
  'INC1,Closed,5/1/2026 09:00,6/1/2026 10:00,1 - Critical,Group 1,Worker 7',
  'INC2,New,5/1/2026 09:00,5/1/2026 09:05,2 - High,?,?',
  'INC2,-100,5/1/2026 09:00,5/1/2026 09:06,2 - High,?,?',
  'INC2,Active,5/1/2026 09:00,5/1/2026 09:04,2 - High,?,?', // clamped to 09:05
  'INC3,New,5/1/2026 09:00',
];
const LATER = ['INC2,Resolved,5/1/2026 09:00,7/1/2026 09:00,2 - High,Group 1,Worker 8'];

const vendor = {
  north: '0195540a-0000-7000-8000-00000000000a',
  rest: '0195540a-0000-7000-8000-00000000000b',
};
const contract = {
  north: '0195540a-0000-7000-8000-0000000000ca',
  rest: '0195540a-0000-7000-8000-0000000000cb',
};
const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const pair = { onSite: hours(2), closure: hours(72) };
const now = new Date('2026-03-02T01:00:00.000Z');

let database: TestDatabase;
let useCases: UseCases;
let runner: ImportRunner;
let files: Map<string, Buffer>;
let keys = 0;
const as = (actor: Actor) => ({ actor, by: 'driver', key: `key ${(keys += 1)}` });

/** A file under an id as the store would give it. */
function keep(lines: readonly string[]): string {
  const fileId = (keys += 1).toString(16).padStart(64, '0');
  files.set(fileId, gzipSync([HEADER, ...lines].join('\n')));
  return fileId;
}
const profile = {
  log: 'test',
  timezone: 'Asia/Shanghai',
  pauseStates: ['Awaiting User Info'],
  contracts: [
    { vendorCode: 'v1', contractId: contract.north, groups: ['Group 1'], isDefault: false },
    { vendorCode: 'v2', contractId: contract.rest, groups: [], isDefault: true },
  ],
};

async function run(lines: readonly string[], more: Partial<StartImport> = {}) {
  const { importId } = await useCases.run(
    startImport,
    { ...profile, fileId: keep(lines), ...more },
    as('enterprise'),
  );
  runner.wake();
  return eventually(async () => {
    const found = await useCases.read(oneImport, { importId }, 'enterprise');
    expect(found.status).not.toBe('running');
    return found;
  });
}
const outbox = (pattern: string): Promise<{ type: string; data: Record<string, unknown>; at: Date }[]> =>
  database.owner.query('SELECT type, data, occurred_at AS at FROM outbox WHERE type ~ $1 ORDER BY position', [
    pattern,
  ]);

beforeAll(async () => {
  database = await startDatabase({ service: 'work-orders', options: workOrdersDatabase });
  useCases = new UseCases(database.app, fixedClock(now.toISOString()), { wake: () => undefined });
  files = new Map();
  const store: Pick<FileStore, 'open'> = { open: async (fileId) => Readable.from([files.get(fileId)!]) };
  const options = {
    service: 'work-orders',
    databaseUrl: database.appUrl,
    natsUrl: '',
    timed: [],
    schedule: [],
  };
  runner = new ImportRunner(options, useCases, store as FileStore);
  runner.onApplicationBootstrap();
});
afterAll(async () => {
  await runner?.beforeApplicationShutdown();
  await database?.stop();
});
beforeEach(async () => {
  await database.owner
    .query(`TRUNCATE work_orders, facts, milestones, periods, contract_versions, imports, import_rows,
    import_numbers, import_contracts, requests, aggregate_versions, outbox CASCADE`);
  for (const name of ['north', 'rest'] as const) {
    const terms = { categories: ['HARDWARE' as const], slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair } };
    await useCases.run(
      recordContractVersion,
      {
        ...{ contractId: contract[name], vendorId: vendor[name], contractVersion: 1, ...terms },
        ...{ effectiveAt: '2025-12-31T16:00:00.000Z', startOn: '2026-01-01', endOn: '2026-12-31' },
        workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [['09:00', '18:00']] },
      },
      as('service'),
    );
  }
});

it('3.2.1a: a log becomes work orders of grade C with the events of their facts and verdicts', async () => {
  const ended = await run(FIRST);
  expect(ended).toMatchObject({ status: 'ended', counts: { read: 7, applied: 5, refused: 2, warned: 1 } });

  const told = (await outbox('work-order\\.')).map(
    ({ type, at }) => `${type.split('.')[2]} ${at.toISOString()}`,
  );
  expect(told).toEqual([
    'reported 2026-01-05T01:00:00.000Z',
    'dispatched 2026-01-05T01:05:00.000Z',
    'arrived 2026-01-05T02:00:00.000Z',
    'resolved 2026-01-06T02:00:00.000Z',
    'closed 2026-01-06T02:00:00.000Z',
    'reported 2026-01-05T01:00:00.000Z',
    'dispatched 2026-01-05T01:05:00.000Z',
  ]);
  const verdicts = (await outbox('milestone')).map(({ data }) => [
    data['kind'],
    data['verdict'],
    data['evidenceGrade'],
  ]);
  expect(verdicts).toEqual([
    ['ON_SITE', 'MET', 'C'],
    ['CLOSURE', 'MET', 'C'],
    ['ON_SITE', 'BREACHED', 'C'],
    ['CLOSURE', 'OPEN', 'C'],
  ]);
});

it('D3: every contract’s quarter is closed with its counts, zeros included, before the import ends', async () => {
  await run([...FIRST.slice(0, 3)]);
  const closings = (await outbox('period|import')).map(({ type, data }) => ({ type, ...data }));
  const none = { met: 0, breached: 0, open: 0 };
  const one = { met: 1, breached: 0, open: 0 };
  expect(closings).toMatchObject([
    { contractId: contract.north, quarter: '2026Q1', revision: 1, onSite: one, closure: one, workOrders: 1 },
    { contractId: contract.rest, quarter: '2026Q1', revision: 1, onSite: none, closure: none, workOrders: 0 },
    { type: 'work-orders.import.ended.v1', read: 3, quarters: ['2026Q1'], asOf: '2026-01-06T02:00:00.000Z' },
  ]);
});

it('rule 2: refused rows are listed with their line and reason', async () => {
  const { importId } = await run(FIRST);
  const { items } = await useCases.read(refusalsPage, { importId, limit: 10 }, 'enterprise');
  expect(items).toEqual([
    { line: 6, number: 'INC2', reason: 'unknown state -100' },
    { line: 8, number: '', reason: 'wrong column count' },
  ]);
});

it('the same file again changes nothing and announces nothing but its end', async () => {
  await run(FIRST);
  const before = await outbox('.');
  const again = await run(FIRST);
  expect(again.counts).toEqual({ read: 7, applied: 5, refused: 2, warned: 1 });
  const more = (await outbox('.')).slice(before.length);
  expect(more.map(({ type }) => type)).toEqual(['work-orders.import.ended.v1']);
});

it('a longer file goes on where the first ended: only what is new is told, and the quarter is closed again', async () => {
  await run(FIRST);
  const before = await outbox('.');
  await run([...FIRST, ...LATER]);
  const more = (await outbox('.')).slice(before.length).map(({ type, data }) => ({ type, ...data }));
  expect(more).toMatchObject([
    { type: 'work-orders.work-order.dispatched.v1', contractId: contract.north },
    { type: 'work-orders.work-order.arrived.v1' },
    { type: 'work-orders.work-order.resolved.v1' },
    {
      type: 'work-orders.milestone.decided.v1',
      kind: 'ON_SITE',
      verdict: 'BREACHED',
      contractId: contract.north,
    },
    { type: 'work-orders.milestone.decided.v1', kind: 'CLOSURE', verdict: 'MET', contractId: contract.north },
    { type: 'work-orders.period.closed.v1', contractId: contract.north, revision: 2, workOrders: 2 },
    { type: 'work-orders.period.closed.v1', contractId: contract.rest, revision: 2, workOrders: 0 },
    { type: 'work-orders.import.ended.v1', revision: 2, read: 8, applied: 6 },
  ]);
});

it('rule 8: an as-of before the latest row is refused and leaves nothing behind', async () => {
  const refused = await run(FIRST, { asOf: '2026-01-05T00:00:00.000Z' });
  expect(refused).toMatchObject({
    status: 'refused',
    reason: expect.stringContaining('before the latest row'),
  });
  expect(await outbox('.')).toEqual([]);
  expect(await database.owner.query('SELECT FROM import_rows')).toEqual([]);
});

it('a file that is no export is refused with what it lacks', async () => {
  const fileId = keep([]);
  files.set(fileId, Buffer.from('a,b\n1,2\n'));
  const { importId } = await useCases.run(startImport, { ...profile, fileId }, as('enterprise'));
  runner.wake();
  await eventually(async () => {
    const found = await useCases.read(oneImport, { importId }, 'enterprise');
    expect(found).toMatchObject({ status: 'refused', reason: expect.stringContaining('lacks number') });
  });
});

it('an import of a contract that is not in force here, or of two defaults, is refused', async () => {
  const start = (contracts: StartImport['contracts']) =>
    useCases.run(startImport, { ...profile, contracts, fileId: keep([]) }, as('enterprise'));
  const stranger = { ...profile.contracts[0]!, contractId: vendor.north };
  await expect(start([stranger])).rejects.toMatchObject({ code: 'import.contract-unknown' });
  const defaults = profile.contracts.map((one) => ({ ...one, isDefault: true }));
  await expect(start(defaults)).rejects.toMatchObject({ code: 'import.two-defaults' });
  const twice = profile.contracts.map((one) => ({ ...one, groups: ['Group 1'] }));
  await expect(start(twice)).rejects.toMatchObject({ code: 'import.group-twice' });
});

it('a vendor sees the work orders that it answers for, and their facts', async () => {
  await run(FIRST);
  const seen = (actor: string, table: string): Promise<unknown[]> =>
    database.app.transaction(async (manager) => {
      await manager.query(`SELECT set_config('app.actor', $1, true)`, [actor]);
      return manager.query(`SELECT 1 FROM ${table}`);
    });
  expect(await seen(`vendor:${vendor.north}`, 'work_orders')).toHaveLength(1);
  expect(await seen(`vendor:${vendor.north}`, 'facts')).toHaveLength(5);
  expect(await seen(`vendor:${vendor.north}`, 'milestones')).toHaveLength(2);
  expect(await seen('', 'work_orders')).toHaveLength(0);
  expect(await seen('', 'facts')).toHaveLength(0);
});

it('1.3.1: a work order that a log closed asks nobody how content he is', async () => {
  await run(FIRST);
  expect((await outbox('closed')).length).toBeGreaterThan(0);
  expect(await database.owner.query('SELECT FROM surveys')).toEqual([]);
  expect(await database.owner.query('SELECT FROM timers')).toEqual([]);
});

it('3.2.1a: what a log tells is evidence of grade C fact by fact, not even by direct SQL of another', async () => {
  await run(FIRST);
  const grades = await database.owner.query<object[]>(
    'SELECT DISTINCT channel, evidence_grade AS grade FROM facts',
  );
  expect(grades).toEqual([{ channel: 'IMPORT', grade: 'C' }]);
  const better = database.owner.query(`UPDATE facts SET evidence_grade = 'A'`);
  await expect(better).rejects.toMatchObject({ constraint: 'facts_after_the_fact' });
});
