import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { SAMPLE_ROWS, SAMPLE_SEED } from '../commands/sample-log';
import { readProfile } from '../profile/read-profile';
import { COLUMNS, CREWS, sampleLog } from './sample-log';

const written = (seed = SAMPLE_SEED) => [...sampleLog({ seed, rows: SAMPLE_ROWS })].join('\n');
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const text = written();
const rows = parse(text, { columns: true }) as Record<(typeof COLUMNS)[number], string>[];
const orders = new Map<string, typeof rows>();
for (const row of rows) orders.set(row.number, [...(orders.get(row.number) ?? []), row]);
const some = (holds: (row: (typeof rows)[number]) => boolean) => rows.filter(holds).length;

it('the same seed gives the same bytes, in every time zone and on every machine; another seed gives others', () => {
  // The hash was taken once; a change of the generator changes it on purpose.
  expect(hash(text)).toBe('8f4f8346f36d22779449a8c0f8cf3246347ad4dce804203b17b0ea7877db576b');
  expect(written()).toBe(text);
  expect(written(SAMPLE_SEED + 1)).not.toBe(text);
});

it('it has the columns of ServiceNow’s log and about as many rows as asked for', () => {
  expect(text.split('\n', 1)[0]).toBe(
    'number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,' +
      'opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,' +
      'subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,knowledge,' +
      'u_priority_confirmation,notify,problem_id,rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at',
  );
  expect(orders.size).toBe(259);
  expect(rows.length).toBeGreaterThan(1350);
  expect(rows.length).toBeLessThan(1700);
});

it('rows of one work order stand together, in the order of their reports', () => {
  const numbers = rows.map(({ number }) => number);
  expect(numbers).toEqual([...numbers].sort());
});

it('it holds what an import must be able to read', () => {
  expect(some(({ incident_state: state }) => state === 'Awaiting User Info')).toBeGreaterThan(50);
  expect(some(({ incident_state: state }) => state === 'Awaiting Evidence')).toBeGreaterThan(2);
  expect(some(({ reopen_count: reopened }) => reopened !== '0')).toBeGreaterThan(10);
  expect(some(({ assigned_to: resolver }) => resolver === '?')).toBeGreaterThan(100);
  expect(some(({ assignment_group: group }) => group === '?')).toBeGreaterThan(10);
  const histories = [...orders.values()];
  const isNeverAssigned = (history: typeof rows) => history.every((row) => row.assigned_to === '?');
  expect(histories.filter(isNeverAssigned).length).toBeGreaterThan(3);
  const priorities = (history: typeof rows) => new Set(history.map(({ priority }) => priority));
  expect(histories.filter((history) => priorities(history).size > 1).length).toBeGreaterThan(5);
  expect(histories.filter((history) => history.at(-1)?.incident_state !== 'Closed').length).toBeGreaterThan(
    5,
  );
});

it('a few rows cannot be read', () => {
  expect(some(({ incident_state: state }) => state === '-100')).toBe(4);
  expect(some(({ sys_updated_at: at }) => at.startsWith('31/2/'))).toBe(2);
  expect(some(({ priority }) => priority === '?')).toBe(2);
});

it('faults are reported over Chinese New Year, on its make-up Saturdays, and never after March', () => {
  const on = (day: string) => some(({ opened_at: at }) => at.startsWith(`${day} `));
  expect(['14/2/2026', '28/2/2026'].map(on).every((count) => count > 0)).toBe(true);
  const holidays = Array.from({ length: 9 }, (_, n) => `${15 + n}/2/2026`);
  expect(holidays.reduce((sum, day) => sum + on(day), 0)).toBeGreaterThan(20);
  expect(some(({ sys_updated_at: at }) => !/\/[123]\/2026 \d\d:\d\d$/.test(at))).toBe(0);
});

it('every group but one is named by the profile of the sample, so that the default has work', () => {
  const { vendors } = readProfile(resolve(__dirname, '../../../../deploy/local/sample.profile.json'));
  const named = vendors.flatMap(({ groups }) => groups);
  expect(CREWS.map(({ group }) => group).filter((group) => !named.includes(group))).toEqual(['Facilities']);
  expect(named.every((group) => CREWS.some((crew) => crew.group === group))).toBe(true);
  expect(new Set(vendors.map(({ tier }) => tier)).size).toBe(3);
  expect(vendors.find((vendor) => vendor.default)?.tier).toBe('TEMPORARY');
});
