import type { CapabilityCategory, Tier } from '@steward/domain';
import { profileOf } from '../profile/read-profile';
import type { Profile } from '../profile/profile';

/** How a vendor works: of a hundred work orders, how many it comes late to and how many it closes late. */
export type Pace = { readonly lateOnSite: number; readonly lateClosure: number };
/** What happens to a vendor in the sample year. */
export type VendorRole = {
  readonly code: string;
  readonly workOrders: number;
  readonly usual: Pace;
  /** Quarters in which it works otherwise; null where it gets no work. */
  readonly otherwise: Readonly<Record<string, Pace | null>>;
  /** It accepts its scores; the others let the appeal window pass. */
  readonly acceptsScores: boolean;
  /** The month of the joint meeting that it misses. Clause 2.3.2c. */
  readonly missesMeetingOf?: string;
};
type Row = readonly [
  code: string,
  name: string,
  tier: Tier,
  categories: readonly CapabilityCategory[],
  yearlyAmount: string,
];

const VENDORS: readonly Row[] = [
  ['s01', '甲机房运维(示例)', 'STRATEGIC', ['HARDWARE', 'NETWORK'], '2400000.00'],
  ['s02', '乙系统维护(示例)', 'STRATEGIC', ['SOFTWARE', 'SECURITY'], '1800000.00'],
  ['s03', '丙网络服务(示例)', 'STRATEGIC', ['NETWORK', 'SECURITY'], '1600000.01'],
  ['r01', '丁设备保养(示例)', 'REGULAR', ['HARDWARE'], '1200000.00'],
  ['r02', '戊软件支持(示例)', 'REGULAR', ['SOFTWARE'], '960000.00'],
  ['r03', '己布线工程(示例)', 'REGULAR', ['NETWORK', 'HARDWARE'], '880000.00'],
  ['r04', '庚安全巡检(示例)', 'REGULAR', ['SECURITY'], '720000.50'],
  ['r05', '辛数据服务(示例)', 'REGULAR', ['SOFTWARE', 'HARDWARE'], '640000.00'],
  ['r06', '壬办公终端(示例)', 'REGULAR', ['HARDWARE'], '480000.00'],
  ['t01', '癸应急抢修(示例)', 'TEMPORARY', ['HARDWARE', 'NETWORK'], '300000.00'],
  ['t02', '子临时网络(示例)', 'TEMPORARY', ['NETWORK'], '200000.00'],
  ['t03', '丑专项检测(示例)', 'TEMPORARY', ['SECURITY', 'SOFTWARE'], '150000.00'],
];

const good: Pace = { lateOnSite: 1, lateClosure: 1 };
const steady: Pace = { lateOnSite: 2, lateClosure: 2 };
const fair: Pace = { lateOnSite: 4, lateClosure: 6 };
const failing: Pace = { lateOnSite: 16, lateClosure: 18 };

/** One failing streak (s02), one failing quarter alone (r05), one without work (t03). Clause 1.3.2, D3. */
export const ROLES: readonly VendorRole[] = [
  { code: 's01', workOrders: 420, usual: steady, otherwise: {}, acceptsScores: true },
  {
    ...{ code: 's02', workOrders: 340, usual: good, acceptsScores: false },
    otherwise: { '2025Q2': failing, '2025Q3': failing },
  },
  { code: 's03', workOrders: 300, usual: steady, otherwise: {}, acceptsScores: true },
  { code: 'r01', workOrders: 260, usual: steady, otherwise: {}, acceptsScores: true },
  { code: 'r02', workOrders: 230, usual: fair, otherwise: {}, acceptsScores: true },
  { code: 'r03', workOrders: 200, usual: fair, otherwise: {}, acceptsScores: false },
  {
    ...{ code: 'r04', workOrders: 190, usual: steady, otherwise: {}, acceptsScores: true },
    missesMeetingOf: '2025-05',
  },
  {
    ...{ code: 'r05', workOrders: 170, usual: fair, acceptsScores: false },
    otherwise: { '2025Q2': failing },
  },
  { code: 'r06', workOrders: 150, usual: steady, otherwise: {}, acceptsScores: true },
  { code: 't01', workOrders: 110, usual: fair, otherwise: {}, acceptsScores: false },
  { code: 't02', workOrders: 80, usual: steady, otherwise: {}, acceptsScores: true },
  {
    ...{ code: 't03', workOrders: 90, usual: fair, acceptsScores: false },
    otherwise: { '2025Q3': null, '2025Q4': null },
  },
];

type Pair = readonly [onSite: string, closure: string];
/** Severities 1 and 2 count round the clock, 3 and 4 in working time. Clauses 2.2.1a and 2.2.1b. */
const TARGETS: Readonly<Record<Tier, readonly [Pair, Pair, Pair, Pair]>> = {
  STRATEGIC: [
    ['PT2H', 'PT72H'],
    ['PT4H', 'PT96H'],
    ['PT8H', 'PT40H'],
    ['PT16H', 'PT80H'],
  ],
  REGULAR: [
    ['PT2H', 'PT72H'],
    ['PT6H', 'PT96H'],
    ['PT8H', 'PT48H'],
    ['PT16H', 'PT96H'],
  ],
  TEMPORARY: [
    ['PT2H', 'PT72H'],
    ['PT8H', 'PT120H'],
    ['PT12H', 'PT60H'],
    ['PT24H', 'PT120H'],
  ],
};

function targetsOf(tier: Tier): object {
  const target = (duration: string, isUrgent: boolean) => ({
    duration,
    clock: isUrgent ? '24x7' : 'working',
  });
  const pairs = TARGETS[tier].map(([onSite, closure], n) => [
    n + 1,
    { onSite: target(onSite, n < 2), closure: target(closure, n < 2) },
  ]);
  return Object.fromEntries(pairs) as object;
}

/** The twelve vendors of the sample year and their contracts of two years, from its first day. */
export const YEAR: Profile = profileOf(
  JSON.stringify({
    ...{ log: 'year', timezone: 'Asia/Shanghai', calendar: 'CN' },
    slots: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
    vendors: VENDORS.map(([code, name, tier, categories, yearlyAmount]) => ({
      ...{ code, name, tier, categories, groups: [code] },
      contract: {
        ...{ startOn: '2025-01-01', endOn: '2026-12-31', currency: 'CNY', yearlyAmount },
        slaTargets: targetsOf(tier),
      },
    })),
  }),
  'of the sample year',
);
