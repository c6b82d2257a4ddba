import { Timers, UseCases, type Actor, type Asked } from '@steward/messaging';
import { fixedClock, startDatabase, type FixedClock, type TestDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { workOrdersDatabase } from '../storage/data-source';
import { acceptWorkOrder } from './accept-work-order';
import { dispatchWorkOrder } from './dispatch-work-order';
import { recordContractVersion } from './record-contract-version';
import { recordVendorClassification } from './record-vendor-classification';
import { reportWorkOrder } from './report-work-order';

export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const contractId = '0195540a-0000-7000-8000-0000000000ca';
export const hours = (n: number) => ({ durationSeconds: n * 3600, clock: '24x7' as const });
const pair = { onSite: hours(2), closure: hours(72) };
export const contract = {
  ...{ contractId, vendorId, contractVersion: 1, effectiveAt: '2025-12-31T16:00:00.000Z' },
  ...{ startOn: '2026-01-01', endOn: '2026-12-31', categories: ['HARDWARE' as const, 'SECURITY' as const] },
  workingTime: {
    calendar: 'CN',
    timezone: 'Asia/Shanghai',
    slots: [['09:00', '18:00']] as [string, string][],
  },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
};

/**
 * The service's use cases and timers on a database of their own, with one contract in force and its vendor
 * certified for HARDWARE. Each test begins anew at 23:10 in Shanghai, on a holiday.
 */
export class LiveWorkOrders {
  private keys = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly clock: FixedClock,
    readonly useCases: UseCases,
    readonly timers: Timers,
  ) {}

  static async start(): Promise<LiveWorkOrders> {
    const database = await startDatabase({ service: 'work-orders', options: workOrdersDatabase });
    const clock = fixedClock('2026-10-01T15:10:00.000Z');
    const relay = {
      wake: () => undefined,
      onApplicationBootstrap: () => undefined,
      stop: async () => undefined,
    };
    const options = { service: 'work-orders', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
    const needed = relay as unknown as ConstructorParameters<typeof Timers>[3];
    const useCases = new UseCases(database.app, clock, relay);
    const timers = new Timers(options, database.app, clock, needed);
    return new LiveWorkOrders(database, clock, useCases, timers);
  }

  async begin(): Promise<void> {
    this.clock.set('2026-10-01T15:10:00.000Z');
    await this.database.owner.query(
      `TRUNCATE work_orders, work_order_batches, sites, location_consents, devices, contract_versions, vendor_skills,
         vendor_tiers, vendor_restrictions, periods, requests, aggregate_versions, outbox, timers CASCADE`,
    );
    const placed = {
      vendorId,
      tier: 'REGULAR' as const,
      categories: ['HARDWARE'],
      effectiveOn: '2026-01-01',
    };
    await this.useCases.run(recordVendorClassification, placed, this.as('service'));
    await this.useCases.run(recordContractVersion, contract, this.as('service'));
  }

  as(actor: Actor, by = 'somebody'): Asked {
    return { actor, by, key: `key ${(this.keys += 1)}` };
  }
  office = (by?: string): Asked => this.as('enterprise', by);
  vendor = (): Asked => this.as(`vendor:${vendorId}`);

  /** A work order that the vendor has accepted; its on-site clock has two hours, its closure clock 72. */
  async accepted(category: 'HARDWARE' | 'SECURITY' = 'HARDWARE'): Promise<string> {
    const report = { number: 'W-1', severity: 1 as const, category };
    const { workOrderId } = await this.useCases.run(reportWorkOrder, report, this.office());
    await this.useCases.run(dispatchWorkOrder, { workOrderId, contractId }, this.office());
    await this.useCases.run(acceptWorkOrder, { workOrderId }, this.vendor());
    return workOrderId;
  }

  /** Lets the clock go to an instant and runs what is due then. */
  async goTo(iso: string): Promise<void> {
    this.clock.set(iso);
    while ((await this.timers.tick()) > 0);
  }

  /** What was announced of a type, oldest first. */
  async told<T = Record<string, unknown>>(type: string): Promise<T[]> {
    const rows = await this.database.owner.query<{ data: T }[]>(
      'SELECT data FROM outbox WHERE type = $1 ORDER BY position',
      [type],
    );
    return rows.map(({ data }) => data);
  }

  async verdicts(): Promise<string[]> {
    type Told = { kind: string; verdict: string; decidedAt: string };
    const told = await this.told<Told>('work-orders.milestone.decided.v1');
    return told.map(({ kind, verdict, decidedAt }) => `${kind} ${verdict} ${decidedAt}`);
  }
}
