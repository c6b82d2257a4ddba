import { UseCases, type Answer, type UseCase } from '@steward/messaging';
import { exitIdOf } from '../domain/exit';
import type { Proof } from '../domain/handover-item';
import { exitBlockers, exitsPage, handoverItemsPage, oneExit } from '../storage/exit-views';
import { acceptItem } from './accept-item';
import { endContract } from './end-contract';
import { handItem } from './hand-item';
import { listHandoverItems } from './list-handover-items';
import { recordContractFact } from './record-contract-fact';
import { requestRelease } from './request-release';
import { sealHandover } from './seal-handover';
import { startExit } from './start-exit';
import { TimedVendors } from './timed.fixture';
import { withdrawExit } from './withdraw-exit';

const contractId = '0195540a-0000-7000-8000-0000000000ca';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contract = { contractId, vendorId };
const exitId = exitIdOf(contractId);
const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
const items = [
  { kind: 'DOCUMENT', code: 'DOC-1', what: '网络拓扑' },
  { kind: 'PERMISSION', code: 'VPN', what: '远程接入' },
  { kind: 'WORK_ORDER', code: 'WO-1', what: '空调故障' },
  { kind: 'WORK_ORDER', code: 'WO-2', what: '打印机故障' },
] as const;
const denied = { isAccessDenied: true, checkedAt: new Date('2026-10-21T00:00:00.000Z') };
const proofs: Record<string, Proof> = {
  'DOC-1': { kind: 'DOCUMENT', reference: 'archive 7', fileHash: 'a'.repeat(64) },
  VPN: { kind: 'PERMISSION', reference: 'check 3', ...denied },
  'WO-1': { kind: 'WORK_ORDER', reference: 'C-2', outcome: 'TRANSFERRED' },
  'WO-2': { kind: 'WORK_ORDER', reference: 'closed', outcome: 'CLOSED' },
};

let house: TimedVendors;
/** A service that was started anew knows nothing but the database. */
let useCases: UseCases;
let straight: Awaited<ReturnType<typeof outcome>>;
/** One transaction: a message, a person's command or a timer. */
type Step = { readonly name: string; readonly at: string; readonly run: () => Promise<unknown> };

const message = <I extends object>(at: string, useCase: UseCase<I, Answer>, input: NoInfer<I>): Step => ({
  ...{ name: useCase.name, at },
  run: () => useCases.run(useCase, input, house.as('contracts', 'service')),
});
/** A command is repeated under its own key, as a client does that got no answer. */
const command = (at: string, by: string, name: string, run: (asked: object) => Promise<unknown>): Step => ({
  ...{ name, at },
  run: () => run({ by, actor: 'enterprise', key: name }),
});
type Asked = ReturnType<TimedVendors['as']>;

const itemIdOf = async (code: string) => {
  const page = await useCases.read(handoverItemsPage, { exitId, limit: 50 }, 'enterprise');
  return (page.items as { itemId: string; code?: string }[]).find((item) => item.code === code)!.itemId;
};
const notice = message('2026-10-20T02:00:00.000Z', startExit, { ...contract, cause: 'TERMINATION' });
const ended = message('2026-11-30T16:00:00.000Z', endContract, {
  ...contract,
  cause: 'TERMINATION',
  ...{ lastOn: '2026-11-30', endedAt: '2026-11-30T16:00:00.000Z' },
});
const fact = (at: string, told: object) => message(at, recordContractFact, { ...contract, ...told });
const path: readonly Step[] = [
  fact('2026-01-02T00:00:00.000Z', { timezone: 'Asia/Shanghai' }),
  fact('2026-01-03T00:00:00.000Z', { isDepositHeld: true }),
  fact('2026-01-04T00:00:00.000Z', { dataMissing: 1, dataToldAt: '2026-01-04T00:00:00.000Z' }),
  notice,
  command('2026-10-21T02:00:00.000Z', 'vendor-manager', 'list', (asked) =>
    useCases.run(listHandoverItems, { exitId, items: [...items] }, asked as Asked),
  ),
  command('2026-10-21T03:00:00.000Z', 'vendor-manager', 'seal', (asked) =>
    useCases.run(sealHandover, { exitId }, asked as Asked),
  ),
  ...items.flatMap(({ code }) => [
    command('2026-11-02T02:00:00.000Z', 'wang', `hand ${code}`, async (asked) => {
      const { checkedAt, ...proof } = { checkedAt: null, ...proofs[code]! };
      const sent = { ...proof, ...(checkedAt && { checkedAt: checkedAt.toISOString() }) };
      await useCases.run(handItem, { exitId, itemId: await itemIdOf(code), proof: sent }, asked as Asked);
    }),
    command('2026-11-03T02:00:00.000Z', 'technical', `accept ${code}`, async (asked) => {
      await useCases.run(acceptItem, { exitId, itemId: await itemIdOf(code) }, asked as Asked);
    }),
  ]),
  ended,
  {
    ...{ name: 'timer', at: '2027-02-28T16:00:00.000Z' },
    run: async () => {
      while ((await house.timers.tick()) > 0);
    },
  },
  fact('2027-03-01T01:00:00.000Z', { dataMissing: 0, dataToldAt: '2027-03-01T01:00:00.000Z' }),
  command('2027-03-01T02:00:00.000Z', 'office-head', 'release', (asked) =>
    useCases.run(requestRelease, { exitId }, asked as Asked),
  ),
  fact('2027-03-02T02:00:00.000Z', { settledQuarter: '2026Q4' }),
  fact('2027-03-03T01:00:00.000Z', { isDepositHeld: false, isReturnPending: true }),
  fact('2027-03-03T02:00:00.000Z', { isReturnPending: false }),
];

async function take({ at, run }: Step): Promise<void> {
  house.clock.set(at);
  await run();
}

/** All that is stored and announced, without ids that are made anew in each run. */
async function outcome() {
  const { owner } = house.database;
  return {
    exits: await owner.query('SELECT * FROM exits'),
    facts: await owner.query('SELECT * FROM contract_facts'),
    items: await owner.query('SELECT code, status, handed_by, accepted_by FROM handover_items ORDER BY code'),
    told: await owner.query<{ type: string }[]>(
      `SELECT type, aggregate_version, (data::jsonb - 'itemId') AS data FROM outbox ORDER BY aggregate_version`,
    ),
    timers: await owner.query('SELECT use_case, key FROM timers'),
  };
}

beforeAll(async () => {
  house = await TimedVendors.start();
  useCases = house.useCases;
  for (const step of path) await take(step);
  straight = await outcome();
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  useCases = house.useCases;
  await house.begin();
});

it('2.4.2a: an exit goes from its notice through handover, transition and settlement to its end', async () => {
  const states: string[] = [];
  for (const step of path) {
    await take(step);
    const [exit] = (await useCases.read(exitsPage, { limit: 50 }, 'enterprise')).items;
    if (exit && exit.status !== states.at(-1)) states.push(exit.status);
  }
  // All was handed over before the contract's end, so that the handover takes no time of its own.
  expect(states).toEqual(['notice', 'transition', 'settlement', 'closed']);
  const { told } = await outcome();
  expect(told.map(({ type }) => type.split('.')[2])).toEqual([
    ...['started', ...Array<string>(4).fill('item-accepted'), 'handover-completed', 'transition-started'],
    ...['transition-ended', 'release-requested', 'closed'],
  ]);
  expect(told[5]).toMatchObject({
    data: { documents: 1, permissions: 1, workOrders: { transferred: 1, closed: 1 } },
  });
});

/** Lets whatever comes next die after its work and before its commit. */
const deadly = (tables: readonly string[]) =>
  house.database.owner.query(
    `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$;` +
      tables
        .map((t) => `CREATE TRIGGER die BEFORE INSERT OR UPDATE ON ${t} EXECUTE FUNCTION die();`)
        .join(''),
  );

const named = path.map(({ name }, killed) => ({ name, killed }));
it.each(named)(
  '2.4.2a: killed in $name, step $killed, and told again, an exit comes to the same',
  async ({ killed }) => {
    const step = path[killed]!;
    for (const earlier of path.slice(0, killed)) await take(earlier);
    const before = await outcome();

    await deadly(['exits', 'requests']);
    await take(step).catch(() => undefined);
    await house.database.owner.query('DROP FUNCTION die CASCADE');
    expect(await outcome()).toEqual(before); // nothing of it was stored or announced

    useCases = new UseCases(house.database.app, house.clock, { wake: () => undefined });
    const retried = new Date(Date.parse(step.at) + (step.name === 'timer' ? 60_000 : 0));
    await take({ ...step, at: retried.toISOString() });
    const after = await outcome();
    for (const repeated of path.slice(0, killed + 1)) await take(repeated); // all messages come again
    expect(await outcome()).toEqual(after);
    for (const later of path.slice(killed + 1)) await take(later);
    expect(await outcome()).toEqual(straight);
  },
);

it('2.4.2a: facts that came before the exit count once it begins', async () => {
  const facts = path.filter(({ name }) => name === recordContractFact.name);
  for (const { run } of facts) await run();
  const others = path.filter(({ name }) => name !== recordContractFact.name);
  for (const step of others.filter(({ name }) => name !== 'release')) await take(step);
  const exit = await useCases.read(oneExit, { exitId }, 'enterprise');
  expect(exit).toMatchObject({ status: 'closed', end: { lastOn: '2026-11-30' } });
});

it('2.4.2b: on 2027-01-29 the release is refused, and the blockers say why; a stranger sees no exit', async () => {
  for (const step of [path[0]!, notice, ended]) await take(step);
  const asked = () => house.as('vendor-manager');
  house.clock.set('2027-01-29T02:00:00.000Z');
  await useCases.run(listHandoverItems, { exitId, items: [items[0]] }, asked());
  const twice = useCases.run(listHandoverItems, { exitId, items: [items[0]] }, asked());
  await expect(twice).rejects.toMatchObject({ code: 'handover-item.code-taken' });
  await useCases.run(sealHandover, { exitId }, asked());
  await expect(useCases.run(requestRelease, { exitId }, asked())).rejects.toMatchObject({
    code: 'exit.blocked',
    message: 'The deposit cannot be released: DOC:1, TRANSITION until 2027-02-28 (30 d).',
  });
  const asOf = '2027-01-29T02:00:00.000Z';
  expect(await useCases.read(exitBlockers, { exitId, asOf }, `vendor:${vendorId}`)).toMatchObject({
    status: 'handover',
    blockers: [
      { code: 'DOC', count: 1, text: 'DOC:1' },
      { code: 'TRANSITION', until: '2027-02-28', daysLeft: 30 },
    ],
    closing: [{ code: 'DOC' }, { code: 'TRANSITION' }, { code: 'SETTLEMENT', quarter: '2026Q4' }],
  });
  const foreign = useCases.read(exitBlockers, { exitId, asOf }, stranger);
  await expect(foreign).rejects.toMatchObject({ code: 'exit.not-found' });
  expect(await useCases.read(exitsPage, { limit: 50 }, stranger)).toEqual({ items: [], next: null });
});

it('2.4.2a: a notice that was taken back ends the exit, and another begins it anew', async () => {
  await take(notice);
  await useCases.run(withdrawExit, { contractId }, house.as('contracts', 'service'));
  const late = useCases.run(sealHandover, { exitId }, house.as('vendor-manager'));
  await expect(late).rejects.toMatchObject({ code: 'exit.withdrawn' });
  await take(notice);
  const { told } = await outcome();
  expect(told.map(({ type }) => type.split('.')[2])).toEqual(['started', 'withdrawn', 'started']);
});

it('2.4.2a: the database itself keeps receiver and giver apart, and what is final as it is', async () => {
  for (const step of path) await take(step);
  const { owner } = house.database;
  const forged = (statement: string) => expect(owner.query(statement)).rejects;
  await forged(`UPDATE exits SET transition_ends_at = ended_at`).toMatchObject({ code: '23514' });
  await forged(`UPDATE handover_items SET what = 'x'`).toMatchObject({ code: '23514' });
  await forged(
    `INSERT INTO handover_items SELECT gen_random_uuid(), exit_id, vendor_id, kind, 'X', what, listed_at,
       listed_by, status, refusal, proof, handed_at, 'wang', accepted_at, 'wang' FROM handover_items LIMIT 1`,
  ).toMatchObject({ constraint: 'handover_items_two_persons' });
});
