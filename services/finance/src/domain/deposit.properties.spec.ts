import * as fc from 'fast-check';
import { lift, post, settleObjection } from './deduction';
import { open, receive, type Deposit } from './deposit';
import { approve as approveInterest, propose } from './deposit-interest';
import { approve as approveRelease, request } from './deposit-release';
import { contest, place, remainderOf, type Hold, type Receivable } from './hold';
import type { Journal } from './ledger';

const RUNS = Number(process.env['DEPOSIT_PROPERTY_RUNS'] ?? 500);
const now = new Date('2026-10-01T00:00:00.000Z');
const later = new Date('2026-11-01T00:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });
const window = { date: '2026-10-12', endsAt: new Date('2026-10-12T16:00:00.000Z'), isProvisional: false };
const endless: Receivable = {
  ...{ kind: 'DAMAGE', id: 'd', contractId: 'c', due: cny(10n ** 15n), posted: cny(0n), held: cny(0n) },
};
const exit = {
  ...{ endedAt: new Date('2026-01-01T00:00:00.000Z'), timezone: 'Asia/Shanghai', transitionMonths: 3 },
  facts: ['HANDOVER_ACCEPTED', 'DATA_DELETION_CERTIFIED'] as const,
  missingData: null,
};
const ids = {
  ...{ deductionId: 'x', journalId: 'j', settlementId: 's', surplusJournalId: 'k', commandId: 'm' },
};

type World = { deposit: Deposit; holds: Hold[]; journals: Journal[] };
const begun = (): World => ({
  deposit: open(null, { id: 'd', contractId: 'c', vendorId: 'v', required: cny(12_000_000n) }, now).state,
  ...{ holds: [], journals: [] },
});

const steps = {
  receive(world: World, minor: bigint) {
    const incoming = { id: 'r', amount: cny(minor), custodianReference: 'E', receivedOn: '2026-10-01' };
    const { state, journals } = receive(world.deposit, incoming, 'j', 'a', now);
    return { ...world, deposit: state, journals };
  },
  hold(world: World, minor: bigint) {
    const { state, deposit } = place(
      world.deposit,
      endless,
      { id: 'h', amount: cny(minor) },
      window,
      'a',
      now,
    );
    return { deposit, holds: [...world.holds, state], journals: [] };
  },
  contest: (world: World, minor: bigint) =>
    onHold(world, minor, (hold) => ({
      ...{ state: contest(hold, { amount: cny(minor), reason: 'r', evidence: ['e'] }, 'v', now).state },
      ...{ deposit: world.deposit, journals: [] },
    })),
  post: (world: World, minor: bigint) =>
    onHold(world, minor, (hold) =>
      post(hold, world.deposit, minor % 2n ? null : cny(minor), ids, 'b', later),
    ),
  settle: (world: World, minor: bigint) =>
    onHold(world, minor, (hold) => settleObjection(hold, world.deposit, cny(minor / 2n), ids, 'b', later)),
  lift: (world: World, minor: bigint) =>
    onHold(world, minor, (hold) => lift(hold, world.deposit, ids, 'b', later)),
  interest(world: World, minor: bigint) {
    const told = { id: 'i', principal: cny(minor), rateBps: 35, custodianReference: 'I' };
    const days = { fromOn: '2026-01-01', untilOn: '2026-04-01' };
    const interest = propose(world.deposit, { ...told, ...days }, 'a', now);
    const { deposit, journals } = approveInterest(interest, world.deposit, 'j', 'b', now);
    return { ...world, deposit, journals };
  },
  release(world: World) {
    const release = request(world.deposit, exit, 'r', 'a', now);
    const { deposit, journals } = approveRelease(
      release,
      world.deposit,
      exit,
      { journalId: 'j', returnId: 'o' },
      'b',
      now,
    );
    return { ...world, deposit, journals };
  },
};
type Step = keyof typeof steps;

function onHold(
  world: World,
  minor: bigint,
  act: (hold: Hold) => { state: Hold; deposit: Deposit; journals: readonly Journal[] },
) {
  const index = world.holds.length === 0 ? 0 : Number(minor % BigInt(world.holds.length));
  const hold = world.holds[index];
  if (!hold) return { ...world, journals: [] };
  const { state, deposit, journals } = act(hold);
  return { deposit, holds: world.holds.with(index, state), journals };
}

/** What a refused step leaves: everything as it was. Only a rule may refuse. */
function take(world: World, step: Step, minor: bigint): World {
  try {
    const { deposit, holds, journals } = steps[step](world, minor);
    return { deposit, holds, journals: [...world.journals, ...journals] };
  } catch (error) {
    expect(error).toMatchObject({ name: 'RuleBroken' });
    return world;
  }
}

function sumOf(journals: readonly Journal[], account: string, kind?: Journal['kind']): bigint {
  const entries = journals
    .filter((journal) => !kind || journal.kind === kind)
    .flatMap((journal) => journal.entries);
  return entries.reduce(
    (sum, entry) => (entry.account === account ? sum + entry.amount.amountMinor : sum),
    0n,
  );
}

function holdsTogether({ deposit, holds, journals }: World): void {
  const all = journals.flatMap(({ entries }) => entries);
  expect(all.reduce((sum, { amount }) => sum + amount.amountMinor, 0n)).toBe(0n);
  const received = sumOf(journals, 'A.ESCROW_CASH', 'deposit-receipt');
  const interest = sumOf(journals, 'A.ESCROW_CASH', 'deposit-interest');
  const deducted = sumOf(journals, 'L.DEPOSIT_VENDOR', 'deposit-deduction');
  const released = -sumOf(journals, 'L.SUSPENSE', 'deposit-release');
  const waiting = deposit.suspense.amountMinor - released;
  const kept = deposit.balance.amountMinor + deposit.interest.amountMinor;
  expect(received + interest).toBe(deducted + released + kept + waiting);
  expect(-sumOf(journals, 'L.DEPOSIT_VENDOR')).toBe(deposit.balance.amountMinor);
  expect(-sumOf(journals, 'L.INTEREST_VENDOR')).toBe(deposit.interest.amountMinor);
  expect(-sumOf(journals, 'L.SUSPENSE')).toBe(deposit.suspense.amountMinor);
  const held = holds.reduce((sum, hold) => sum + remainderOf(hold).amountMinor, 0n);
  expect(deposit.held.amountMinor).toBe(held);
  expect(held >= 0n && held <= deposit.balance.amountMinor).toBe(true);
  for (const hold of holds) {
    expect(hold.posted.amountMinor <= hold.amount.amountMinor).toBe(true);
    expect(hold.resolvedAt !== null).toBe(remainderOf(hold).amountMinor === 0n);
  }
}

it('3.3.1b: D6: at every step the deposit conserves, sums to zero and holds no more than it has', () => {
  const anyStep = fc.tuple(
    fc.constantFrom(...(Object.keys(steps) as Step[])),
    fc.oneof(fc.bigInt(0n, 5_000_000n), fc.bigInt(0n, 15_000_000n)),
  );
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 25 }), (sequence) => {
      let world = take(begun(), 'receive', 12_500_000n);
      for (const [step, minor] of sequence) {
        world = take(world, step, minor);
        holdsTogether(world);
      }
    }),
    { numRuns: RUNS },
  );
});
