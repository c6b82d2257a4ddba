import { Timers, UseCases, type Actor, type Asked } from '@steward/messaging';
import { fixedClock, startDatabase, type FixedClock, type TestDatabase } from '@steward/testing';
import type { QualificationKind } from '../domain/evidence';
import { schedule, timed } from '../schedule';
import { vendorsDatabase } from '../storage/data-source';
import { admitVendor } from './admit-vendor';
import { checkCompliance } from './check-compliance';
import { classifyVendor } from './classify-vendor';
import { registerVendor } from './register-vendor';
import { scoreCapabilityTest } from './score-capability-test';
import { submitQualification } from './submit-qualification';
import { verifyEvidence } from './verify-evidence';

const passed = { isPassed: true, evidence: 'file 1' };

/** The service's use cases and timers on a database of their own. Each test begins on 2 March 2026. */
export class TimedVendors {
  private keys = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly clock: FixedClock,
    readonly useCases: UseCases,
    readonly timers: Timers,
  ) {}

  static async start(): Promise<TimedVendors> {
    const database = await startDatabase({ service: 'vendors', options: vendorsDatabase });
    const clock = fixedClock('2026-03-02T01:00:00.000Z');
    const relay = {
      wake: () => undefined,
      onApplicationBootstrap: () => undefined,
      stop: async () => undefined,
    };
    const options = { service: 'vendors', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
    const needed = relay as unknown as ConstructorParameters<typeof Timers>[3];
    const timers = new Timers(options, database.app, clock, needed);
    return new TimedVendors(database, clock, new UseCases(database.app, clock, relay), timers);
  }

  async begin(): Promise<void> {
    this.clock.set('2026-03-02T01:00:00.000Z');
    await this.database.owner.query(
      'TRUNCATE vendors, contract_facts, requests, aggregate_versions, outbox, timers CASCADE',
    );
  }

  /** Someone who asks, each time under a new key. */
  as(by: string, actor: Actor = 'enterprise'): Asked {
    return { by, actor, key: `key ${(this.keys += 1)}` };
  }

  async registered(code: string): Promise<string> {
    const company = { code, name: `Vendor ${code}`, registrationNumber: `R-${code}` };
    const { vendorId } = await this.useCases.run(registerVendor, company, this.as('vendor-manager'));
    return vendorId as string;
  }

  /** A paper that is handed in. */
  async submitted(vendorId: string, kind: QualificationKind, number: string, validTo?: string) {
    const paper = { kind, number, issuer: 'Body', documentHash: 'a'.repeat(64), ...(validTo && { validTo }) };
    const submission = this.useCases.run(
      submitQualification,
      { vendorId, ...paper },
      this.as('vendor-manager'),
    );
    return (await submission).itemId as string;
  }

  async verified(vendorId: string, ...paper: [QualificationKind, string, string?]): Promise<string> {
    const itemId = await this.submitted(vendorId, ...paper);
    await this.useCases.run(verifyEvidence, { vendorId, itemId }, this.as('legal'));
    return itemId;
  }

  /** A vendor with an open-ended licence and an ISO 9001 certificate; the certificate's item. */
  async admitted(code: string, validTo: string): Promise<{ vendorId: string; itemId: string }> {
    const vendorId = await this.registered(code);
    await this.verified(vendorId, 'LICENCE', 'L1');
    const itemId = await this.verified(vendorId, 'ISO9001', 'Q1', validTo);
    const placement = { tier: 'TEMPORARY' as const, categories: ['HARDWARE' as const], reason: 'agreed' };
    const since = { vendorId, ...placement, effectiveOn: '2026-01-01' };
    await this.useCases.run(classifyVendor, since, this.as('office-head'));
    const sheet = { scenario: 'SERVER_DOWN' as const, score: 82, heldOn: '2026-03-01' };
    const test = { vendorId, ...sheet, assessors: ['technical', 'risk'] };
    await this.useCases.run(scoreCapabilityTest, test, this.as('technical'));
    const parts = { data: passed, environment: passed, labour: passed };
    const check = { vendorId, ...parts, jurisdictions: ['PIPL' as const] };
    await this.useCases.run(checkCompliance, check, this.as('legal'));
    await this.useCases.run(admitVendor, { vendorId }, this.as('office-head'));
    return { vendorId, itemId };
  }

  /** Lets the clock go to an instant and runs what is due then. */
  async goTo(iso: string): Promise<void> {
    this.clock.set(iso);
    while ((await this.timers.tick()) > 0);
  }

  /** What was announced of a vendor's papers and restrictions, in order: the verb and some of the data. */
  async told(vendorId: string): Promise<string[]> {
    const rows = await this.database.owner.query<{ told: string }[]>(
      `SELECT concat_ws(' ', split_part(type, '.', 3), data->>'number', data->>'daysLeft',
         (SELECT string_agg(paper->>'number', ',') FROM json_array_elements(data->'expired') paper)) AS told
       FROM outbox WHERE aggregate_id = $1 AND type ~ '(qualification|restrict)' ORDER BY aggregate_version`,
      [vendorId],
    );
    return rows.map(({ told }) => told);
  }
}
