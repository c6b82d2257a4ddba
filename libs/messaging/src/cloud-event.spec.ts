import * as catalogue from '@steward/events';
import { registry, type Definition } from '@steward/events';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headersOf, payloadOf, plainHeaders, readEvent, type Outgoing } from './cloud-event';

const [one, two] = [1, 2].map((n) => `0195540a-0000-7000-8000-00000000000${n}`) as [string, string];
const at = new Date('2026-03-02T01:00:00.000Z');

type Payload = Readonly<Record<string, unknown>>;
const goldens = join(__dirname, '../../events/golden');
/** Payloads of every event as they were published once. */
const samples = [...registry].flatMap(([type, { schema }]) => {
  const payloads = JSON.parse(readFileSync(join(goldens, `${type}.json`), 'utf8')) as readonly Payload[];
  return payloads.map((payload, n) => [`${type} (${n + 1})`, type, payload, schema.required ?? []] as const);
});
const dataOf = (payload: object) => Buffer.from(JSON.stringify(payload));

describe('a payload', () => {
  it.each(samples)(
    '%s is read by the schema that is published, also with one more field',
    (_, type, payload) => {
      const later = { ...payload, addedLater: 1 };
      expect(payloadOf({ type, data: dataOf(payload) })).toEqual(payload);
      expect(payloadOf({ type, data: dataOf(later) })).toEqual(later);
    },
  );

  it.each(samples)(
    '%s is refused without any one of the fields that it needs',
    (_, type, payload, required) => {
      expect(required.length).toBeGreaterThan(0);
      for (const field of required) {
        const { [field]: __, ...rest } = payload;
        expect(() => payloadOf({ type, data: dataOf(rest) })).toThrow(`${type} misses its schema`);
      }
    },
  );

  it('of a type that nobody has published is refused', () => {
    const data = Buffer.from('{}');
    expect(() => payloadOf({ type: 'contracts.contract.applauded.v1', data })).toThrow(
      'Nobody has published',
    );
  });
});

describe('an envelope', () => {
  const whole = {
    'ce-id': one,
    'ce-type': (catalogue.contractApproved satisfies Definition).type,
    'ce-subject': two,
    'ce-aggregateversion': '7',
    'ce-time': '2026-03-02T01:00:00.000Z',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };

  it('is written as the document of all events says', () => {
    const { type } = catalogue.contractApproved;
    const outgoing: Outgoing = {
      ...{ id: one, type, stream: 'CONTRACTS', aggregateId: two, version: '7', data: '{}' },
      ...{ occurredAt: at, recordedAt: at, trace: whole.traceparent, epoch: 2, republishedIn: 2 },
    };
    const headers = plainHeaders(headersOf(outgoing));
    const { components } = catalogue.asyncApi([], [], () => {
      throw new Error('There is no event to tell of.');
    });
    const described = components.schemas.CloudEventHeaders;
    const ajv = addFormats.default(new Ajv());
    expect([ajv.validate(described, headers), ajv.errors]).toEqual([true, null]);
    expect(Object.keys(headers).sort()).toEqual(Object.keys(described.properties).sort());
    expect(described.required.toSorted()).toEqual(
      Object.keys(plainHeaders(headersOf({ ...outgoing, trace: null, republishedIn: null }))).sort(),
    );
    expect(readEvent('CONTRACTS', headers, Buffer.from('{}'))).toMatchObject({ eventId: one, version: 7 });
  });

  it('is read with id, aggregate, version and trace', () => {
    expect(readEvent('CONTRACTS', whole, Buffer.from('{}'))).toMatchObject({
      ...{ eventId: one, type: whole['ce-type'], aggregateId: two, version: 7, producer: 'CONTRACTS' },
      ...{ occurredAt: whole['ce-time'], trace: whole.traceparent },
    });
  });

  it.each([
    ['ce-id', ''],
    ['ce-id', 'no-uuid'],
    ['ce-subject', 'C-1'],
    ['ce-type', ''],
    ['ce-aggregateversion', '0'],
    ['ce-aggregateversion', '1.5'],
    ['ce-aggregateversion', 'one'],
    ['ce-aggregateversion', '9007199254740993'],
  ])('whose %s is %p is none of ours', (name, value) => {
    expect(readEvent('CONTRACTS', { ...whole, [name]: value }, Buffer.from('{}'))).toBeNull();
  });
});
