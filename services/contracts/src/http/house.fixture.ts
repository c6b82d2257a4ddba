import { aggregateIdOf, depositReceived, encode, liaisonAssigned, placeOf, registry } from '@steward/events';
import { vendorAdmitted, vendorTested, type Event } from '@steward/events';
import { provisionStreams } from '@steward/messaging';
import { startService, stopService } from '@steward/platform';
import { eventually, startUnderTest, type ServiceUnderTest } from '@steward/testing';
import { contractsDatabase } from '../storage/data-source';

export const vendorId = '0195540a-0000-7000-8000-00000000000a';
export const vendor = `vendor:${vendorId}`;
export const stranger = 'vendor:0195540a-0000-7000-8000-00000000000b';
const target = { durationSeconds: 7200, clock: '24x7' };
const pair = { onSite: target, closure: target };

export type ContractsHouse = ServiceUnderTest & {
  /** The day that lies so many days ahead, in UTC. */
  day(ahead: number): string;
};

/** The body of a draft of that vendor. */
export const draftBody = (house: ContractsHouse, code: string) => ({
  ...{ code, vendorId, startOn: house.day(-100), endOn: house.day(300), categories: ['HARDWARE'] },
  yearlyAmount: { amountMinor: '120000000', currency: 'CNY' },
  workingTime: { calendar: 'CN', timezone: 'Asia/Shanghai', slots: [{ from: '09:00', to: '18:00' }] },
  slaTargets: { 1: pair, 2: pair, 3: pair, 4: pair },
  clauses: [{ clauseId: '1.1.4', text: '服务商操作失误造成的损失,按责任比例赔偿。' }],
  legal: {
    dispute: { institution: '上海仲裁委员会', seat: '上海' },
    ...{ jurisdiction: '上海', recipientSeat: '上海' },
  },
  damages: {}, // all as the policy has it
  obligations: [{ code: 'TOOLS', kind: 'EQUIPMENT', what: '巡检终端', quantity: 3, dueOn: house.day(200) }],
});

/** The whole service with a contract that came into force over HTTP and the bus; `place` is its path. */
export async function oneContractInForce(): Promise<{ house: ContractsHouse; place: string }> {
  const service = await startUnderTest({
    ...{ service: 'contracts', options: contractsDatabase, provision: provisionStreams, stop: stopService },
    start: async () => startService('contracts', (await import('../contracts.module.js')).ContractsModule),
  });
  const house = {
    ...service,
    day: (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10),
  };
  const { body } = await house.call<{ contractId: string }>(
    ...(['vendor-manager', '/contracts', draftBody(house, 'C-1')] as const),
  );
  const place = `/contracts/${body.contractId}`;
  for (const [role, discipline] of [
    ['legal', 'legal'],
    ['finance-maker', 'finance'],
    ['technical', 'technical'],
  ] as const) {
    await house.call(role, `${place}/approvals/${discipline}`, {});
  }
  await tellPremises(house, body.contractId);
  await eventually(async () => {
    const signed = await house.call('office-head', `${place}/signatures/enterprise`, { signedBy: 'Li Na' });
    expect(signed.status).toBe(201);
  });
  await house.call(vendor, `${place}/signatures/vendor`, { signedBy: 'Wang Wei' });
  await eventually(async () => {
    expect(await house.call('auditor', place)).toMatchObject({ body: { status: 'in-force' } });
  });
  return { house, place };
}

async function tellPremises(house: ContractsHouse, contractId: string): Promise<void> {
  const at = new Date();
  const amount = { amountMinor: 12_000_000n, currency: 'CNY' };
  const tell = (event: Event, version: number) =>
    house.announce({
      ...{ type: event.type, stream: placeOf(event.type).stream, aggregateId: aggregateIdOf(event), version },
      data: encode(registry.get(event.type)!, event),
    });
  const categories = ['HARDWARE' as const];
  await tell(vendorTested({ vendorId, score: 84, passScore: 70, isPassed: true, scoredAt: at }), 1);
  await tell(
    vendorAdmitted({ vendorId, code: 'v1', name: 'North', tier: 'REGULAR', categories, admittedAt: at }),
    2,
  );
  const depositId = '0195540a-0000-7000-8000-0000000000de';
  await tell(
    depositReceived({ depositId, contractId, vendorId, amount, balance: amount, receivedAt: at }),
    1,
  );
  await tell(
    liaisonAssigned({ liaisonId: '0195540a-0000-7000-8000-00000000001a', contractId, assignedAt: at }),
    1,
  );
}
