import { Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { consultationsPage, expertGroupsPage, oneConsultation } from '../storage/consultation-views';
import { collaborationDatabase } from '../storage/data-source';
import { concludeConsultation } from './conclude-consultation';
import { dismissConsultation } from './dismiss-consultation';
import { formExpertGroup } from './form-expert-group';
import { giveOpinion } from './give-opinion';
import { passAnswerDue } from './pass-answer-due';
import { recordContract } from './record-contract';
import { requestConsultation } from './request-consultation';
import { suggestConsultation } from './suggest-consultation';
import { takeUpConsultation } from './take-up-consultation';

const idOf = (kind: string, n = 1) => `0195540a-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
const vendorId = idOf('a');
const contractId = idOf('c');
const vendor: Actor = `vendor:${vendorId}`;
const clock = fixedClock('2026-10-04T05:10:00.000Z');
const relay = { wake: () => undefined };
let database: TestDatabase;
let useCases: UseCases;
let timers: Timers;
let expertGroupId: string;
let keys = 0;
const as = (actor: Actor, by = 'omar') => ({ actor, by, key: `key ${(keys += 1)}` });
const warned = { workOrderId: idOf('d'), contractId, vendorId, severity: 1, percent: 75 } as const;
const list = async (actor: Actor = 'enterprise', more = {}) =>
  (await useCases.read(consultationsPage, { limit: 10, ...more }, actor)).items;
const told = async () =>
  (await database.owner.query<{ type: string }[]>('SELECT type FROM outbox ORDER BY position')).map(
    ({ type }) => type.split('.')[2],
  );
const question = '为何反复闪断';

beforeAll(async () => {
  database = await startDatabase({ service: 'collaboration', options: collaborationDatabase });
  useCases = new UseCases(database.app, clock, relay);
  const options = {
    service: 'collaboration',
    databaseUrl: '',
    natsUrl: '',
    timed: [passAnswerDue],
    schedule: [],
  };
  timers = new Timers(options, database.app, clock, relay);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  clock.set('2026-10-04T05:10:00.000Z');
  await database.owner.query(
    'TRUNCATE known_contracts, expert_groups, consultations, opinions, timers, requests, aggregate_versions, outbox, audit',
  );
  const terms = { contractId, vendorId, code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31' };
  await useCases.run(recordContract, terms, as('service'));
  const group = { name: '网络组', skills: ['NETWORK'], members: ['erin', 'vic'] };
  ({ expertGroupId } = await useCases.run(formExpertGroup, group, as('enterprise')));
});

it('2.3.2b: from the suggestion at 75 % over opinions to the decision, with nobody named on the bus', async () => {
  for (const percent of [50, 75, 90])
    await useCases.run(suggestConsultation, { ...warned, percent }, as('service'));
  const { consultationId } = (await list(vendor))[0]!;
  await useCases.run(takeUpConsultation, { consultationId, expertGroupId, question }, as('enterprise'));
  const early = useCases.run(concludeConsultation, { consultationId, decision: '换件' }, as('enterprise'));
  await expect(early).rejects.toMatchObject({ code: 'consultation.no-opinion' });
  const stranger = useCases.run(giveOpinion, { consultationId, said: '换件' }, as('enterprise'));
  await expect(stranger).rejects.toMatchObject({ code: 'consultation.not-expert' });
  await useCases.run(giveOpinion, { consultationId, said: '光功率过低' }, as('enterprise', 'erin'));
  clock.advance(1000);
  await useCases.run(giveOpinion, { consultationId, said: '同意' }, as(vendor, 'vic'));
  const decision = '更换光模块';
  await useCases.run(concludeConsultation, { consultationId, decision }, as('enterprise'));
  const seen = await useCases.read(oneConsultation, { consultationId }, vendor);
  expect(seen).toMatchObject({ status: 'concluded', groupName: '网络组', decision });
  expect(seen.opinions.map(({ said }) => said)).toEqual(['光功率过低', '同意']);
  expect(await told()).toEqual(['suggested', 'requested', 'concluded']);
  const data = JSON.stringify(await database.owner.query('SELECT data FROM outbox'));
  expect(data).not.toMatch(/erin|vic|omar/);
  clock.advance(14_400_001);
  expect(await timers.tick()).toBe(0);
});

it('2.3.2b: an answer that does not come is overdue once, and not at the due instant itself', async () => {
  const asked = { workOrderId: idOf('d', 2), contractId, expertGroupId, question };
  await useCases.run(requestConsultation, asked, as(vendor, 'vic'));
  clock.advance(14_400_000);
  expect(await timers.tick()).toBe(0);
  clock.advance(1);
  expect(await timers.tick()).toBe(1);
  expect(await told()).toEqual(['requested', 'overdue']);
  expect(await list()).toMatchObject([{ overdueAt: new Date('2026-10-04T09:10:00.000Z') }]);
});

it('2.3.2b: what was suggested may be dismissed, and another vendor sees nothing of it', async () => {
  await useCases.run(suggestConsultation, warned, as('service'));
  const { consultationId } = (await list())[0]!;
  const other: Actor = `vendor:${idOf('b')}`;
  expect(await list(other)).toEqual([]);
  await useCases.run(dismissConsultation, { consultationId }, as('enterprise'));
  expect(await list(vendor, { status: 'dismissed' })).toHaveLength(1);
  const asked = { workOrderId: idOf('d'), contractId, expertGroupId, question };
  const foreign = useCases.run(requestConsultation, asked, as(other));
  await expect(foreign).rejects.toMatchObject({ code: 'contract.not-found' });
  const groups = await useCases.read(expertGroupsPage, { limit: 10, skill: 'NETWORK' }, other);
  expect(groups.items).toMatchObject([{ name: '网络组', members: 2 }]);
});
