import { personnelPage } from '../storage/personnel-views';
import { addPerson } from './add-person';
import { recordLeaving } from './record-leaving';
import { showLeaverItem } from './show-leaver-item';
import { TimedVendors } from './timed.fixture';

let house: TimedVendors;
let vendorId: string;
let personId: string;
const vendor = () => house.as('wang', `vendor:${vendorId}`);
const leave = (leftAt = '2026-11-10T09:00:00.000Z') =>
  house.useCases.run(recordLeaving, { personId, leftAt }, vendor());
const show = (item: 'ACCESS' | 'CONFIDENTIALITY' | 'NON_COMPETE', months?: number, by = vendor()) => {
  const proof = { reference: 'file 3', at: '2026-11-10T10:00:00.000Z', ...(months && { months }) };
  return house.useCases.run(showLeaverItem, { personId, item, ...proof }, by);
};
const told = async () => {
  const rows = await house.database.owner.query<{ type: string }[]>(
    "SELECT type FROM outbox WHERE type ~ 'person' ORDER BY position",
  );
  return rows.map(({ type }) => type.split('.')[2]);
};

beforeAll(async () => {
  house = await TimedVendors.start();
});
afterAll(() => house?.database.stop());
beforeEach(async () => {
  await house.begin();
  vendorId = await house.registered('v1');
  const person = { vendorId, code: 'E-017', role: 'ENGINEER' as const, joinedOn: '2026-01-05' };
  ({ personId } = await house.useCases.run(addPerson, person, vendor()));
  const twice = house.useCases.run(addPerson, person, vendor());
  await expect(twice).rejects.toMatchObject({ code: 'person.code-taken' });
  house.clock.set('2026-11-10T10:00:00.000Z');
});

it('2.2.3b: a leaver whose access is not revoked within 24 hours is announced once', async () => {
  await expect(show('ACCESS')).rejects.toMatchObject({ code: 'person.not-left' });
  await expect(leave('2026-11-10T10:00:00.001Z')).rejects.toMatchObject({ code: 'person.left-in-future' });
  expect(await leave()).toMatchObject({ revokeBy: '2026-11-11T09:00:00.000Z' });
  await expect(leave()).rejects.toMatchObject({ code: 'person.not-active' });
  await house.goTo('2026-11-11T08:59:59.999Z');
  expect(await told()).toEqual(['joined', 'left']);
  await house.goTo('2026-11-11T09:00:00.000Z');
  await house.goTo('2026-12-11T09:00:00.000Z');
  expect(await told()).toEqual(['joined', 'left', 'access-revocation-overdue']);
});

it('2.2.3b: access, confidentiality and a non-compete of 24 months complete the checklist, 25 do not', async () => {
  await leave();
  expect(await show('ACCESS')).toMatchObject({ shown: ['ACCESS'] });
  await expect(show('ACCESS')).rejects.toMatchObject({ code: 'person.item-shown' });
  await show('CONFIDENTIALITY');
  const tooLong = { code: 'person.non-compete-too-long', path: '/months' };
  await expect(show('NON_COMPETE', 25)).rejects.toMatchObject(tooLong);
  const page = { limit: 50, standing: 'open-checklist' };
  expect((await house.useCases.read(personnelPage, page, 'enterprise')).items).toHaveLength(1);
  await show('NON_COMPETE', 24);
  expect((await house.useCases.read(personnelPage, page, 'enterprise')).items).toEqual([]);
  await house.goTo('2026-12-11T09:00:00.000Z');
  expect(await told()).toEqual(['joined', 'left', 'leaver-checklist-completed']);
});

it('2.2.3b: another vendor neither sees nor changes the roster', async () => {
  const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
  expect((await house.useCases.read(personnelPage, { limit: 50 }, stranger)).items).toEqual([]);
  await leave();
  const foreign = show('ACCESS', undefined, house.as('x', stranger));
  await expect(foreign).rejects.toMatchObject({ code: 'person.not-found' });
});
