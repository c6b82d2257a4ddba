import {
  aggregateIdOf,
  encode,
  publicDepositReceived,
  publicSettlementAdjusted,
  publicSettlementApproved,
  publicSettlementPosted,
  registry,
  type Event,
} from '@steward/events';
import { headersOf, provisionStreams } from '@steward/messaging';
import { eventually, startBus, type TestBus } from '@steward/testing';
import { connect, type NatsConnection } from 'nats';
import { randomUUID } from 'node:crypto';
import { newLedger, startSubscriber, subscribers, type Running } from './subscribers.fixture';

const contractId = '0195540a-0000-7000-8000-000000000001';
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const depositId = '0195540a-0000-7000-8000-0000000000d1';
const first = '0195540a-0000-7000-8000-0000000000e1';
const second = '0195540a-0000-7000-8000-0000000000e2';

const published = (amountMinor: string, correctionOf: string | null = null) => ({
  ...{ contractId, vendorId, amountMinor, currency: 'CNY', contractVersion: 1, clauseRefs: ['2.2.2a'] },
  ...{ traceUrl: '/', correctionOf },
});
const pay = { quarter: '2026Q3', score: '88.67', baseMinor: '0', performancePayMinor: '0' };
const approved = (settlementId: string, amount: string) =>
  publicSettlementApproved({ settlementId, ...pay, ...published(amount) });
const posted = (settlementId: string, amount: string) =>
  publicSettlementPosted({ settlementId, ...pay, ...published(amount) });
const adjusted = (settlementId: string, amount: string) =>
  publicSettlementAdjusted({ settlementId, ...pay, ...published(amount, settlementId) });
const received = (amount: string) => publicDepositReceived({ depositId, ...published(amount) });

/** ¥298,670.00 corrected twice by −¥2,000.00, more fen than a double holds, and two receipts. */
const FEED: readonly (readonly [Event, number])[] = [
  [approved(first, '29867000'), 1],
  [posted(first, '29867000'), 2],
  [adjusted(first, '-200000'), 3],
  [adjusted(second, '-1'), 3], // it overtakes what it corrects
  [posted(second, '9007199254740993'), 2],
  [received('4000000'), 1],
  [adjusted(first, '-200000'), 4],
  [received('8000000'), 2],
];
const row = (document: string, kind: string, amountMinor: string) => ({
  ...{ contractId, document, kind, currency: 'CNY', amountMinor },
});
/** By hand: −200,000 twice, 4,000,000 and 8,000,000. */
const BALANCES = [
  row(depositId, 'deposit.received', '12000000'),
  row(first, 'settlement.adjusted', '-400000'),
  row(first, 'settlement.approved', '29867000'),
  row(first, 'settlement.posted', '29867000'),
  row(second, 'settlement.adjusted', '-1'),
  row(second, 'settlement.posted', '9007199254740993'),
];

let bus: TestBus;
let connection: NatsConnection;
let running: Running;
beforeEach(async () => {
  bus = await startBus();
  connection = await connect({ servers: bus.url });
  await provisionStreams(await connection.jetstreamManager(), 1);
});
afterEach(async () => {
  await running?.end();
  await connection.close();
  await bus.stop();
});

/** Publishes as finance's relay does; the ids tell one event from another. */
async function publish(from: number, to: number, ids: readonly string[]): Promise<void> {
  for (const [n, [event, version]] of FEED.slice(from, to).entries()) {
    const data = JSON.stringify(encode(registry.get(event.type)!, event));
    const about = {
      id: ids[from + n]!,
      type: event.type,
      aggregateId: aggregateIdOf(event),
      version: `${version}`,
    };
    const at = { occurredAt: new Date(), recordedAt: new Date(), trace: null, epoch: 1, republishedIn: null };
    const headers = headersOf({ ...about, ...at, stream: 'PUB_FINANCE', data });
    headers.set('Nats-Msg-Id', randomUUID()); // a repeat is not kept back by the broker
    await connection.jetstream().publish(event.type, data, { headers });
  }
}

type Answer = { readonly balances: readonly ReturnType<typeof row>[]; readonly waiting: readonly string[] };
async function answer(): Promise<Answer> {
  const asked = await connection.request('conformance.answer', JSON.stringify({ contractIds: [contractId] }));
  const { balances, ...rest } = asked.json<Answer>();
  const key = ({ document, kind }: { document: string; kind: string }) => `${document} ${kind}`;
  return { balances: balances.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)), ...rest };
}
const whole = { balances: BALANCES, waiting: [], gaps: { [second]: [1] }, setAside: [] };
async function allTaken(): Promise<void> {
  const { num_pending: waiting, num_ack_pending: open } = await (
    await connection.jetstreamManager()
  ).consumers.info('PUB_FINANCE', 'erp');
  expect([waiting, open]).toEqual([0, 0]);
}

describe.each(subscribers())('the $name subscriber', (program) => {
  const ids = FEED.map(() => randomUUID());

  it('books the feed to the fen, over being killed, started again and told everything twice', async () => {
    const ledger = newLedger();
    running = startSubscriber(program, bus.url, ledger);
    await publish(0, 4, ids);
    // What the second settlement's correction corrects has not come.
    await eventually(async () => expect((await answer()).waiting).toEqual([second]));
    await running.end('SIGKILL');

    await publish(4, 8, ids);
    running = startSubscriber(program, bus.url, ledger);
    await eventually(async () => expect(await answer()).toEqual(whole));
    await publish(0, 8, ids);
    await eventually(allTaken);
    expect(await answer()).toEqual(whole);
    expect([await running.end(), running.said()]).toEqual([0, '']);
  });

  it('reads the feed again from an instant, into its ledger or a new one, with the same sums', async () => {
    const ledger = newLedger();
    await publish(0, 8, ids);
    running = startSubscriber(program, bus.url, ledger);
    await eventually(async () => expect(await answer()).toEqual(whole));
    for (const again of [ledger, newLedger()]) {
      await running.end();
      await (await connection.jetstreamManager()).consumers.delete('PUB_FINANCE', 'erp');
      running = startSubscriber(
        { ...program, env: { ...program.env, START_AT: '2026-01-01T00:00:00Z' } },
        bus.url,
        again,
      );
      await eventually(async () => expect(await answer()).toEqual(whole));
      await eventually(allTaken);
      expect(await answer()).toEqual(whole);
    }
  });
});
