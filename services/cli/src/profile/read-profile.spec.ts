import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { minorUnitsOf } from './amount';
import { secondsOf } from './duration';
import { profileOf, readProfile } from './read-profile';

const local = resolve(__dirname, '../../../../deploy/local');
const sample = readFileSync(join(local, 'sample.profile.json'), 'utf8');

type Json = Record<string, unknown>;
/** The sample profile with one thing changed. */
function changed(change: (profile: Json & { vendors: (Json & { contract: Json })[] }) => void): string {
  const profile = JSON.parse(sample) as Parameters<typeof change>[0];
  change(profile);
  return JSON.stringify(profile);
}
const complaint = (text: string): string => {
  try {
    profileOf(text, 'p.json');
  } catch (error) {
    expect(error).toMatchObject({ name: 'Failure', exitCode: 2 });
    return (error as Error).message;
  }
  return 'none';
};

it('the profile of the ServiceNow log has the vendors and prices that the requirements name', () => {
  const { vendors, timezone, slots, log } = readProfile(join(local, 'servicenow.profile.json'));
  expect({ timezone, slots, log }).toEqual({
    ...{ timezone: 'Asia/Shanghai', log: 'servicenow' },
    slots: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
  });
  const groups = (...numbers: number[]) => numbers.map((number) => `Group ${number}`);
  expect(vendors.map((v) => [v.code, v.tier, v.groups, v.default ?? false, v.contract.yearlyAmount])).toEqual(
    [
      ['v1', 'STRATEGIC', groups(70), false, '2400000.00'],
      ['v2', 'REGULAR', groups(25, 39), false, '960000.00'],
      ['v3', 'REGULAR', groups(24, 23), false, '840000.00'],
      ['v4', 'REGULAR', groups(64, 28), false, '600000.00'],
      ['v5', 'REGULAR', groups(73, 27), false, '480000.00'],
      ['v6', 'TEMPORARY', [], true, '1333333.33'],
    ],
  );
  for (const { contract } of vendors) {
    const { startOn, endOn, performanceShareBps, slaTargets } = contract;
    expect([startOn, endOn, performanceShareBps]).toEqual(['2016-01-01', '2016-12-31', 2000]);
    expect(
      Object.values(slaTargets).map(({ onSite, closure }) => [
        onSite.duration,
        closure.duration,
        onSite.clock,
      ]),
    ).toEqual([
      ['PT2H', 'PT72H', '24x7'],
      ['PT4H', 'PT72H', '24x7'],
      ['PT8H', 'PT40H', 'working'],
      ['PT16H', 'PT80H', 'working'],
    ]);
  }
});

it('what need not be said has its default', () => {
  const text = changed((profile) => {
    delete profile['log'];
    delete profile['pauseStates'];
  });
  expect(profileOf(text, 'p.json')).toMatchObject({
    ...{ log: 'servicenow', pauseStates: ['Awaiting User Info', 'Awaiting Evidence'] },
  });
});

describe('a wrong profile is refused in one sentence that names the place', () => {
  const first = (change: (vendor: Json & { contract: Json }) => void) =>
    changed(({ vendors }) => change(vendors[0]!));
  const target = (change: (target: Json) => void) =>
    first(({ contract }) =>
      change((contract['slaTargets'] as Record<string, Record<string, Json>>)['3']!['closure']!),
    );
  it.each<[string, string, string]>([
    ['no JSON', '{', 'The profile p.json is not JSON.'],
    ['a list', '[]', 'The profile p.json is not a JSON object.'],
    ['an unknown key', changed((profile) => (profile['colour'] = 'red')), 'colour is not a known key.'],
    [
      'an unknown key within',
      first((vendor) => (vendor['nick'] = 'x')),
      'vendors[0].nick is not a known key.',
    ],
    [
      'an unknown key deep within',
      target((closure) => (closure['hours'] = 4)),
      'vendors[0].contract.slaTargets.3.closure.hours is not a known key.',
    ],
    [
      'no time zone',
      changed((profile) => (profile['timezone'] = 'Mars')),
      'timezone must be a valid IANA time-zone.',
    ],
    ['no vendors', changed((profile) => (profile.vendors = [])), 'vendors must contain at least 1 elements.'],
    ['an unknown tier', first((vendor) => (vendor['tier'] = 'GOLD')), 'vendors[0].tier must be one of'],
    [
      'a missing contract',
      first((vendor) => delete (vendor as Json)['contract']),
      'vendors[0].contract must be an object.',
    ],
    [
      'slots that overlap',
      changed(
        (profile) =>
          (profile['slots'] = [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ]),
      ),
      'slots must be a list of times',
    ],
    [
      'a slot that ends before it begins',
      changed((profile) => (profile['slots'] = [['12:00', '09:00']])),
      'slots must be a list of times',
    ],
    [
      'a day that does not exist',
      first(({ contract }) => (contract['startOn'] = '2026-02-30')),
      'startOn must be a day',
    ],
    [
      'an amount that is a number',
      first(({ contract }) => (contract['yearlyAmount'] = 12)),
      'must be an amount as text',
    ],
    [
      'a fraction of a fen',
      first(({ contract }) => (contract['yearlyAmount'] = '1.005')),
      '1.005 of s1 is not an amount of CNY',
    ],
    [
      'nothing to be paid',
      first(({ contract }) => (contract['yearlyAmount'] = '0.00')),
      '0.00 of s1 is not an amount of CNY',
    ],
    [
      'a duration that is none',
      target((closure) => (closure['duration'] = '40h')),
      'closure.duration must be an ISO 8601 duration',
    ],
    [
      'days on the working clock',
      target((closure) => (closure['duration'] = 'P5D')),
      'P5D of s1: a duration on the working clock',
    ],
    [
      'a contract that ends first',
      first(({ contract }) => (contract['endOn'] = '2025-01-01')),
      'the contract of s1 ends before it starts.',
    ],
    ['two vendors of one code', first((vendor) => (vendor['code'] = 'S2')), 'two vendors have the code s2.'],
    [
      'a group twice',
      first((vendor) => (vendor['groups'] = ['Datacentre Hardware'])),
      'two vendors answer for Datacentre Hardware.',
    ],
    ['two defaults', first((vendor) => (vendor['default'] = true)), 'more than one vendor is the default.'],
    [
      'a vendor for nothing',
      first((vendor) => (vendor['groups'] = [])),
      'vendor s1 answers for no group and is not the default.',
    ],
  ])('%s', (_, text, sentence) => {
    expect(complaint(text)).toContain(sentence);
    expect(complaint(text)).not.toContain('\n');
  });

  it('several faults are counted', () => {
    const text = changed((profile) => Object.assign(profile, { colour: 'red', timezone: 1 }));
    expect(complaint(text)).toContain('(and 1 more).');
  });
});

it.each([
  ['PT2H', 7200],
  ['PT1H30M', 5400],
  ['P3D', 259_200],
  ['P1DT1S', 86_401],
  ['PT0S', null],
  ['P', null],
  ['PT', null],
  ['P1DT', null],
  ['P1W', null],
  ['PT1.5H', null],
])('%s are %s seconds', (duration, seconds) => expect(secondsOf(duration)).toBe(seconds));

it.each([
  ['1333333.33', 'CNY', '133333333'],
  ['12', 'CNY', '1200'],
  ['0.5', 'CNY', '50'],
  ['1.005', 'CNY', null],
  ['12', 'JPY', '12'],
  ['12.5', 'JPY', null],
  ['99999999999999.99', 'CNY', '9999999999999999'],
])('%s %s are %s minor units', (amount, currency, minor) =>
  expect(minorUnitsOf(amount, currency)).toBe(minor),
);
