import { registry, streams, aggregateIdOf, encode, placeOf, type Event, type EventType } from './index';
import { contractApproved, depositReceived, milestoneDecided, publicDepositReceived } from './index';
import { event } from './event';
import { id } from './fields';

const someId = '0195540a-0000-7000-8000-000000000001';
const otherId = '0195540a-0000-7000-8000-000000000002';
const at = new Date('2026-03-02T01:00:00.000Z');
const cny = (amountMinor: bigint) => ({ amountMinor, currency: 'CNY' });

describe('the catalogue', () => {
  it.each([...registry.keys()])(
    '%s is a subject of a stream, and its schema demands the aggregate’s id',
    (type) => {
      const { stream, aggregate } = placeOf(type);
      const { subject } = streams.find(({ name }) => name === stream)!;
      expect(type.startsWith(subject.slice(0, -1))).toBe(true);
      const field = `${aggregate.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Id`;
      expect(registry.get(type)!.schema.required).toContain(field);
    },
  );

  it('no event carries what belongs to a person: names, phones, positions', () => {
    const personal = /phone|email|latitude|longitude|position|idCard|fullName/i;
    const fields = [...registry.values()].flatMap(({ schema }) => Object.keys(schema.properties));
    expect(fields.filter((field) => personal.test(field))).toEqual([]);
  });

  it('every service has one stream, and downstream finance its own', () => {
    expect(streams.map(({ name, subject }) => `${name} ${subject}`).sort()).toEqual([
      'APPRAISAL appraisal.>',
      'COLLABORATION collaboration.>',
      'CONTRACTS contracts.>',
      'FINANCE finance.>',
      'PUB_FINANCE pub.finance.>',
      'RISK risk.>',
      'VENDORS vendors.>',
      'WORK_ORDERS work-orders.>',
    ]);
  });
});

describe('an event', () => {
  it('leaves in JSON: instants as ISO 8601, money as strings of minor units', () => {
    const received = depositReceived({
      ...{ depositId: someId, contractId: otherId, vendorId: otherId },
      ...{ amount: cny(12_000_000n), balance: cny(12_000_000n), receivedAt: at },
    });
    expect(encode(depositReceived, received)).toEqual({
      ...{ depositId: someId, contractId: otherId, vendorId: otherId },
      amount: { amountMinor: '12000000', currency: 'CNY' },
      balance: { amountMinor: '12000000', currency: 'CNY' },
      receivedAt: '2026-03-02T01:00:00.000Z',
    });
  });

  it('belongs to the aggregate that its type names, also where the name has two words or a prefix', () => {
    const named = (type: EventType, data: object): Event => ({ type, data });
    expect(aggregateIdOf(named('work-orders.work-order.closed.v1', { workOrderId: someId }))).toBe(someId);
    expect(aggregateIdOf(named(publicDepositReceived.type, { depositId: otherId }))).toBe(otherId);
    expect(aggregateIdOf(named(milestoneDecided.type, { milestoneId: someId }))).toBe(someId);
  });

  it('that misses its own schema does not leave', () => {
    const forged = contractApproved({ contractId: 'not-an-id', discipline: 'LEGAL', approvedAt: at });
    expect(() => encode(contractApproved, forged)).toThrow();
  });

  it('compiles only with a well-formed type and with its aggregate’s id', () => {
    // @ts-expect-error A subject has four parts.
    event('contracts.signed.v1', { contractId: id });
    // @ts-expect-error The field is named after the aggregate.
    event('contracts.contract.signed.v1', { vendorId: id });
    // @ts-expect-error A version is a number.
    event('contracts.contract.signed.vX', { contractId: id });
  });
});
