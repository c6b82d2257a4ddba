import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { collaborationDatabase } from '../storage/data-source';
import { liaisonsPage } from '../storage/liaison-views';
import { assignLiaison } from './assign-liaison';
import { recordContract } from './record-contract';

const now = new Date('2026-10-05T01:00:00.000Z');
const vendorId = '0195540a-0000-7000-8000-00000000000a';
const contractId = '0195540a-0000-7000-8000-000000000001';
const person = { contractId, name: 'Zhou Ning', deputyName: 'He Lin' };

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const as = (actor: Actor, key = `key ${(keys += 1)}`) => ({ actor, by: 'vera', key });
const told = async (): Promise<string[]> => {
  const rows = await database.owner.query<{ type: string }[]>('SELECT type FROM outbox ORDER BY position');
  return rows.map(({ type }) => type);
};
const assigned = 'collaboration.liaison.assigned.v1';
const sign = () =>
  useCases.run(
    recordContract,
    { contractId, vendorId, code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31' },
    as('service'),
  );

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, fixedClock(now.toISOString()), { wake: () => undefined });
});
afterAll(() => database?.stop());
beforeEach(() =>
  database.owner.query('TRUNCATE known_contracts, liaisons, requests, aggregate_versions, outbox, audit'),
);

describe('2.3.2a: the liaison', () => {
  it('is assigned as soon as the contract is signed, before it is in force', async () => {
    await expect(useCases.run(assignLiaison, person, as('enterprise'))).rejects.toMatchObject({
      code: 'contract.not-found',
    });
    await sign();
    const answer = await useCases.run(assignLiaison, person, as('enterprise'));
    expect(answer).toMatchObject({ contractId, assignedAt: '2026-10-05T01:00:00.000Z' });
    expect(await told()).toEqual([assigned]);
    expect(JSON.stringify(await database.owner.query('SELECT data FROM outbox'))).not.toContain('Zhou');
  });

  it('may be assigned anew: the last one counts, the earlier one is kept', async () => {
    await sign();
    await useCases.run(assignLiaison, person, as('enterprise'));
    await useCases.run(
      assignLiaison,
      { ...person, name: 'Tang Yu', email: 'tang@example.com' },
      as('enterprise'),
    );
    const { items } = await useCases.read(liaisonsPage, { limit: 10 }, `vendor:${vendorId}`);
    expect(items).toMatchObject([{ contractCode: 'C-1', name: 'Tang Yu', email: 'tang@example.com' }]);
    const kept = await database.owner.query('SELECT name FROM liaisons ORDER BY revision');
    expect(kept).toEqual([{ name: 'Zhou Ning' }, { name: 'Tang Yu' }]);
    expect(await told()).toEqual([assigned, assigned]);
  });

  it('needs a deputy of its own, and the same key is one assignment', async () => {
    await sign();
    const alone = useCases.run(assignLiaison, { ...person, deputyName: 'Zhou Ning' }, as('enterprise'));
    await expect(alone).rejects.toMatchObject({ code: 'liaison.deputy-same' });
    const ask = () => useCases.run(assignLiaison, person, as('enterprise', 'one and the same'));
    await Promise.all([ask(), ask(), ask()]);
    expect(await told()).toEqual([assigned]);
  });
});
