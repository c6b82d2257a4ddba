import { UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { collaborationDatabase } from '../storage/data-source';
import { approvers, delegationsPage } from '../storage/office-views';
import { appointPerson } from './appoint-person';
import { delegateApproval } from './delegate-approval';

let database: TestDatabase;
let useCases: UseCases;
let keys = 0;
const as = (actor: Actor) => ({ actor, by: 'head', key: `key ${(keys += 1)}` });
const days = { fromOn: '2026-10-05', untilOn: '2026-10-12' };
const who = (on: string) => useCases.read(approvers, { subject: 'SIGNING', on }, 'enterprise');
const lawyer = { role: 'LEGAL', person: 'anna', standsInFor: null };

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, fixedClock('2026-10-01T01:00:00.000Z'), { wake: () => undefined });
});
afterAll(() => database?.stop());

it('3.1.1: each discipline approves by its holders of the day, or by who stands in for them', async () => {
  const appoint = (role: 'LEGAL' | 'TECH', person: string, untilOn?: string) =>
    useCases.run(
      appointPerson,
      { role, person, fromOn: '2026-01-01', ...(untilOn && { untilOn }) },
      as('enterprise'),
    );
  await appoint('LEGAL', 'anna');
  await appoint('TECH', 'tom', '2026-10-12');
  await useCases.run(delegateApproval, { person: 'anna', deputy: 'ben', ...days }, as('enterprise'));
  const needed = ['FINANCE', 'LEGAL', 'TECH'];
  const engineer = { role: 'TECH', person: 'tom', standsInFor: null };
  expect(await who('2026-10-04')).toEqual({ needed, items: [lawyer, engineer], open: ['FINANCE'] });
  const deputy = { role: 'LEGAL', person: 'ben', standsInFor: 'anna' };
  expect(await who('2026-10-05')).toMatchObject({ items: [lawyer, deputy, engineer] });
  expect(await who('2026-10-11')).toMatchObject({ items: [lawyer, deputy, engineer] });
  expect(await who('2026-10-12')).toEqual({ needed, items: [lawyer], open: ['FINANCE', 'TECH'] });
  const { items } = await useCases.read(delegationsPage, { limit: 10, person: 'ben' }, 'enterprise');
  expect(items).toMatchObject([{ person: 'anna', ...days }]);
  const vendor: Actor = 'vendor:0195540a-0000-7000-8000-00000000000a';
  expect((await useCases.read(delegationsPage, { limit: 10 }, vendor)).items).toEqual([]);
});

it('3.1.1: two delegations at once make no chain, and the database refuses to stand in for oneself', async () => {
  const outcomes = await Promise.allSettled([
    useCases.run(delegateApproval, { person: 'x', deputy: 'y', ...days }, as('enterprise')),
    useCases.run(delegateApproval, { person: 'y', deputy: 'z', ...days }, as('enterprise')),
  ]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'delegation.chain' } },
  ]);
  const forge = database.owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'service', true)`);
    await manager.query(`UPDATE delegations SET deputy = person`);
  });
  await expect(forge).rejects.toMatchObject({ constraint: 'delegations_self' });
});
