import { correct, end, endAll, standingOf, tell, withdraw, type Outage, type ToldOutage } from './outage';

const at = (time: string): Date => new Date(`2026-09-10T${time}:00+08:00`);
const now = at('18:00');
const told: ToldOutage = {
  ...{ id: 'o', contractId: 'c', vendorId: 'v', service: 'erp', affects: 'SERVICE' },
  ...{ source: 'zabbix', externalId: '17', startedAt: at('10:00'), endedAt: null, share: null },
};
const open = tell(undefined, told, now);
const over = tell(open, { ...told, endedAt: at('10:30') }, now);
const kinds = ({ facts }: Outage) => facts.map(({ kind }) => kind);
const breaks = (code: string, path?: string) =>
  expect.objectContaining({ name: 'RuleBroken', code, ...(path && { path }) });

it('2.2.1c: an outage is opened, goes on, and ends; told again it is the same one', () => {
  expect(standingOf(open)).toEqual({
    ...{ startedAt: at('10:00'), endedAt: null, share: null, isWithdrawn: false },
  });
  expect(tell(open, told, now)).toBe(open);
  expect(standingOf(over).endedAt).toEqual(at('10:30'));
  expect(kinds(over)).toEqual(['OPENED', 'ENDED']);
  expect(tell(over, { ...told, endedAt: at('10:30') }, now)).toBe(over);
  expect(tell(over, told, now)).toBe(over); // the opening, told late
});

it.each<[string, Partial<ToldOutage>]>([
  ['beginning', { startedAt: at('10:01') }],
  ['end', { endedAt: at('10:31') }],
  ['part', { share: { affected: 1, total: 4 } }],
  ['object', { affects: 'MONITORING' }],
])('2.2.1c: another %s is not written over what the source told before', (_, change) => {
  const otherwise = () => tell(over, { ...told, ...change }, now);
  expect(otherwise).toThrow(breaks('outage.told-otherwise'));
});

it('3.2.1b: a correction stands and keeps what was told; the source fills in only what it left open', () => {
  const whole = { startedAt: at('10:05'), endedAt: at('10:20'), share: null };
  const corrected = correct(open, whole, '探针误报', now);
  expect(standingOf(corrected)).toMatchObject(whole);
  const since = tell(corrected, { ...told, endedAt: at('10:30') }, now);
  expect(standingOf(since)).toMatchObject(whole);
  expect(kinds(since)).toEqual(['OPENED', 'CORRECTED', 'ENDED']);

  const later = correct(open, { ...whole, endedAt: null }, '开始时间有误', now);
  const ended = tell(later, { ...told, endedAt: at('10:30') }, now);
  expect(standingOf(ended)).toMatchObject({ startedAt: at('10:05'), endedAt: at('10:30') });
});

it('an outage that was withdrawn is none, and telling it again does not bring it back', () => {
  const none = withdraw(over, '计划内切换');
  expect(standingOf(none)).toMatchObject({ isWithdrawn: true });
  expect(tell(none, told, now)).toBe(none);
  expect(() => withdraw(none, '再次')).toThrow(breaks('outage.withdrawn'));
  expect(() => end(none, at('11:00'), now)).toThrow(breaks('outage.withdrawn'));
  expect(() => correct(none, { ...told }, '再次', now)).toThrow(breaks('outage.withdrawn'));
});

it('an outage ends once; another end needs a reason', () => {
  expect(standingOf(end(open, at('10:30'), now)).endedAt).toEqual(at('10:30'));
  expect(() => end(over, at('10:31'), now)).toThrow(breaks('outage.over'));
});

it.each<[string, Partial<ToldOutage>, string, string]>([
  ['that begins ahead', { startedAt: at('18:06') }, 'outage.in-future', '/startedAt'],
  ['that ends ahead', { endedAt: at('18:06') }, 'outage.in-future', '/endedAt'],
  ['that ends before it begins', { endedAt: at('09:59') }, 'outage.reversed', '/endedAt'],
  ['of more than all', { share: { affected: 5, total: 4 } }, 'outage.share-wrong', '/affected'],
  [
    'of a part of monitoring',
    { affects: 'MONITORING', share: { affected: 1, total: 4 } },
    ...(['outage.share-wrong', '/affected'] as const),
  ],
])('an outage %s is refused, and the field is named', (_, change, code, path) => {
  expect(() => tell(undefined, { ...told, ...change }, now)).toThrow(breaks(code, path));
});

it('a clock elsewhere may be five minutes ahead', () => {
  expect(standingOf(tell(undefined, { ...told, startedAt: at('18:05') }, now)).startedAt).toEqual(
    at('18:05'),
  );
});

it('what goes on ends together; what began later, or was said to go on after its end, does not', () => {
  const other = tell(undefined, { ...told, id: 'p', startedAt: at('09:59') }, now);
  const later = tell(undefined, { ...told, id: 'q', startedAt: at('12:00') }, now);
  const reopened = correct(over, { ...told, startedAt: at('10:00') }, '仍未恢复', now);
  const ended = endAll([open, other, later, reopened], at('11:00'), now);
  expect(ended.map(({ after }) => [after.id, standingOf(after).endedAt])).toEqual([
    ['o', at('11:00')],
    ['p', at('11:00')],
  ]);
  expect(() => endAll([open], at('18:06'), now)).toThrow(breaks('outage.in-future'));
});
