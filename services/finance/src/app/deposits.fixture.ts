import { Timers, UseCases, type Actor } from '@steward/messaging';
import { fixedClock, startDatabase } from '@steward/testing';
import { schedule, timed } from '../schedule';
import { financeDatabase } from '../storage/data-source';
import { oneDeposit } from '../storage/deposit-views';
import { approveClaim } from './approve-claim';
import { openDeposit } from './open-deposit';
import { claimIdOf } from '../domain/claim';
import { raiseDisputeClaim } from './raise-dispute-claim';
import { recordContractVersion } from './record-contract-version';
import { recordReceipt } from './record-receipt';
import { submitClaim } from './submit-claim';

export const contractId = '0195540a-0000-7000-8000-000000000001';
export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY' });
export const vendor: Actor = `vendor:${vendorId}`;
export type Coded = { readonly code: string };

const TABLES = `deposits, receipts, journal, postings, requests, aggregate_versions, outbox, timers, claims,
  contract_versions, damages_clauses, damages`;

/** Deposits on a real database, under a clock that stands still, with the timers driven by hand. */
export async function startDeposits() {
  const database = await startDatabase({ service: 'finance', options: financeDatabase });
  const clock = fixedClock('2026-03-02T01:00:00.000Z');
  const relay = {
    wake: () => undefined,
    onApplicationBootstrap: () => undefined,
    stop: async () => undefined,
  };
  const useCases = new UseCases(database.app, clock, relay);
  const options = { service: 'finance', databaseUrl: database.appUrl, natsUrl: '', timed, schedule };
  const timers = new Timers(
    options,
    database.app,
    clock,
    relay as unknown as ConstructorParameters<typeof Timers>[3],
  );
  let keys = 0;
  const as = (by: string, actor: Actor = 'enterprise') => ({ actor, by, key: `key ${(keys += 1)}` });
  const run: UseCases['run'] = (...call) => useCases.run(...call);
  return {
    ...{ database, useCases, run, as, clock },
    stop: () => database.stop(),
    /** A contract of ¥1,200,000.00 with damages agreed, and its deposit of ¥120,000.00 in escrow. */
    async begin() {
      clock.set('2026-03-02T01:00:00.000Z');
      await database.owner.query(`TRUNCATE ${TABLES} CASCADE`);
      const demand = { contractId, vendorId, depositRequired: cny('12000000') };
      await run(openDeposit, demand, as('contracts', 'service'));
      await run(
        recordContractVersion,
        {
          ...{ contractId, vendorId, contractVersion: 1, effectiveAt: '2025-12-31T16:00:00.000Z' },
          ...{ yearlyAmount: cny('120000000'), performanceShareBps: 2000, curve: 'LINEAR_60_90' },
          ...{ startOn: '2026-01-01', endOn: '2026-12-31', timezone: 'Asia/Shanghai', calendar: 'CN' },
          damages: {
            ...{ liabilityCapBps: 10_000, uncapped: ['DATA_LEAK'], leakPenalty: cny('8000000') },
            causes: ['VENDOR_OPERATOR_ERROR', 'SHARED', 'CUSTOMER'],
          },
        },
        as('contracts', 'service'),
      );
      await this.receive('12000000', 'E-1');
    },
    receive: (amountMinor: string, custodianReference: string) => {
      const receipt = { custodianReference, receivedOn: '2026-03-02' };
      return run(recordReceipt, { contractId, amount: cny(amountMinor), ...receipt }, as('li-na'));
    },
    /** A claim of the enterprise that two persons posted; its id. */
    async claimed(amountMinor: string, n = 1): Promise<string> {
      const disputeId = `0195540a-0000-7000-8000-0000000d${String(n).padStart(4, '0')}`;
      const dispute = {
        ...{ disputeId, contractId, vendorId, subject: { kind: 'CONTRACT' as const } },
        ...{ relief: { amount: cny(amountMinor), inFavourOf: 'ENTERPRISE' as const } },
        award: { becomes: 'CLAIM' as const, reference: `A-${n}` },
      };
      await run(raiseDisputeClaim, dispute, as('contracts', 'service'));
      const claimId = claimIdOf(disputeId);
      await run(submitClaim, { claimId }, as('li-na'));
      await run(approveClaim, { claimId }, as('zhao'));
      return claimId;
    },
    /** Runs what is due at an instant. */
    async at(instant: string) {
      clock.set(instant);
      while ((await timers.tick()) > 0);
    },
    shown: () => useCases.read(oneDeposit, { contractId }, 'enterprise'),
    /** Debits less credits of each account, without those at zero. */
    async sums(): Promise<Record<string, string>> {
      const rows = await database.owner.query<{ account: string; sum: string }[]>(
        `SELECT account, sum(debit_minor - credit_minor)::text AS sum FROM postings GROUP BY account
         HAVING sum(debit_minor - credit_minor) <> 0 ORDER BY account`,
      );
      return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
    },
    /** What was announced, by type. */
    async told(type: string): Promise<Record<string, unknown>[]> {
      const rows = await database.owner.query<{ data: Record<string, unknown> }[]>(
        'SELECT data FROM outbox WHERE type = $1 ORDER BY position',
        [type],
      );
      return rows.map(({ data }) => data);
    },
  };
}
