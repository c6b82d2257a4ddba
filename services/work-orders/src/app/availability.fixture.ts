import type { AvailabilityTarget } from '@steward/terms';
import {
  availabilityMonthsPage,
  oneAvailabilityMonth,
  type AvailabilityMonthsPage,
  type MonthSummary,
} from '../storage/availability-month-views';
import { contract, contractId, LiveWorkOrders, vendorId } from './live.fixture';
import { recordContractVersion, type RecordContractVersion } from './record-contract-version';
import { tellOutage, type TellOutage } from './tell-outage';

export { contractId, vendorId } from './live.fixture';
export const otherVendor = 'vendor:0195540a-0000-7000-8000-00000000000b' as const;
/** The policy's promise: 99.9 % around the clock, 48 hours' notice, 240 minutes a month. */
export const erp: AvailabilityTarget = {
  ...{ service: 'erp', name: 'ERP', targetPerMille: 999, serviceHours: null },
  ...{ noticeSeconds: 172_800, monthlyQuotaSeconds: 14_400 },
};
/** Beijing time in 2026, as `09-10 02:00`, in ISO 8601. */
export const at = (text: string): string => `2026-${text.replace(' ', 'T')}:00+08:00`;

/**
 * The live work orders with a contract that promises services. Each test begins on the first of September in
 * Shanghai, at midnight.
 */
export class Availability {
  private told = 0;

  private constructor(readonly live: LiveWorkOrders) {}

  static async start(): Promise<Availability> {
    return new Availability(await LiveWorkOrders.start());
  }

  async begin(change: Partial<RecordContractVersion> = {}): Promise<void> {
    await this.live.begin();
    await this.live.database.owner.query('TRUNCATE planned_windows, outages, availability_months CASCADE');
    this.live.clock.set(at('09-01 00:00'));
    const promising = { ...contract, contractVersion: 1, code: 'HT-1', availability: [erp], ...change };
    await this.live.database.owner.query('TRUNCATE contract_versions');
    await this.run(recordContractVersion, promising, this.live.as('service'));
  }

  run: LiveWorkOrders['useCases']['run'] = (...call) => this.live.useCases.run(...call);
  read: LiveWorkOrders['useCases']['read'] = (...call) => this.live.useCases.read(...call);
  office = (by = 'ji') => this.live.as('enterprise', by);
  vendor = (by = 'wang') => this.live.as(`vendor:${vendorId}`, by);
  service = () => this.live.as('service', 'alertmanager');
  goTo = (text: string) => this.live.goTo(new Date(at(text)).toISOString());

  /** A monitoring system tells of an outage of the service, another each time. */
  async outage(startedAt: string, endedAt: string | null, change: Partial<TellOutage> = {}): Promise<string> {
    const origin = { contractId, service: 'erp', source: 'zabbix', externalId: `${(this.told += 1)}` };
    const span = { startedAt, ...(endedAt && { endedAt }) };
    const told: TellOutage = { ...origin, affects: 'SERVICE', ...span, ...change };
    return (await this.run(tellOutage, told, this.service())).outageId;
  }

  /** Months as they were announced, oldest first. */
  computed = () => this.live.told<MonthSummary>('work-orders.availability.computed.v1');

  /** Months by their last revision. */
  months = async (more: Partial<AvailabilityMonthsPage> = {}) => {
    const asked = { limit: 100, contractId, ...more };
    return (await this.read(availabilityMonthsPage, asked, 'enterprise')).items;
  };

  /** A month as the vendor sees it. */
  month = async (month: string) => {
    const { availabilityId } = (await this.months()).find((each) => each.month === month)!;
    return this.read(oneAvailabilityMonth, { availabilityId }, `vendor:${vendorId}`);
  };
}
