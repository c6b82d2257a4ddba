import { contractApproved } from '@steward/events';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { v7 as uuidv7 } from 'uuid';
import { inTransaction, Unit, useCase, UseCases } from '.';
import { ApproveContract, journalDatabase } from './journal.fixture';

const clock = fixedClock('2026-03-02T01:00:00.000Z');
let database: TestDatabase;
let useCases: UseCases;

beforeAll(async () => {
  database = await startDatabase({ service: 'journal', options: journalDatabase });
  useCases = new UseCases(database.app, clock, { wake: () => undefined });
});
afterAll(() => database.stop());

const versionsOf = async (contractId: string) => {
  const rows = await database.owner.query<{ version: number }[]>(
    `SELECT aggregate_version::int AS version FROM outbox WHERE aggregate_id = $1 ORDER BY position`,
    [contractId],
  );
  return rows.map(({ version }) => version);
};
const approved = (contractId: string) =>
  contractApproved({ contractId, discipline: 'LEGAL', approvedAt: clock.now() });
const oneTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

it('versions have no gap under sixteen writers of whom every third fails, and positions follow them', async () => {
  const contracts = [uuidv7(), uuidv7()];
  let turn = 0;
  const approveBoth = useCase(ApproveContract, async (tx, { contractId }) => {
    turn += 1;
    const isLost = turn % 3 === 0;
    // Every writer touches both, in either order: the counters are locked in the order of their ids.
    const order = turn % 2 === 0 ? contracts : [...contracts].reverse();
    tx.publish(order.flatMap((id) => [approved(id), approved(id)]));
    if (isLost) throw new Error('lost');
    return { contractId };
  });
  const attempts = await Promise.allSettled(
    Array.from({ length: 16 * 12 }, (_, n) =>
      useCases.run(
        approveBoth,
        { contractId: contracts[0]!, discipline: 'LEGAL' },
        { actor: 'enterprise', by: 'li-na', key: `writer-${n}` },
      ),
    ),
  );

  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(128);
  expect(await versionsOf(contracts[0]!)).toEqual(oneTo(256));
  expect(await versionsOf(contracts[1]!)).toEqual(oneTo(256));
});

it('a rolled back command gives its versions back', async () => {
  const contractId = uuidv7();
  const publish = (isLost: boolean) =>
    inTransaction(database.app, { actor: 'service' }, async (transaction) => {
      const unit = new Unit(transaction, clock.now());
      const announcing = useCase(ApproveContract, async (tx) => {
        tx.publish([approved(contractId)]);
        return {};
      });
      const input = { contractId, discipline: 'LEGAL' } as const;
      await unit.run(announcing, input, { actor: 'service', by: 'timer', key: 'k' });
      expect(await unit.flush()).toBe(true);
      if (isLost) throw new Error('lost');
    });
  await publish(false);
  await expect(publish(true)).rejects.toThrow('lost');
  await publish(false);
  expect(await versionsOf(contractId)).toEqual([1, 2]);
});
