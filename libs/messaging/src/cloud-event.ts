import { registry } from '@steward/events';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { headers as newHeaders, type MsgHdrs } from 'nats';
import { validate as isUuid } from 'uuid';

/** An event as it stands in the outbox. */
export type Outgoing = {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly aggregateId: string;
  readonly version: string;
  readonly data: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly trace: string | null;
  /** Which history of its stream it goes to; it counts up when the broker lost a part of it. */
  readonly epoch: number;
  /** The epoch in which it is published once more, after the broker lost it. */
  readonly republishedIn: number | null;
};

/** An event as a reader gets it. `headers` and `data` are kept as they came, for parking. */
export type Incoming = {
  readonly eventId: string;
  readonly type: string;
  readonly producer: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly trace: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: Uint8Array;
};

/**
 * CloudEvents 1.0, binary mode: the attributes are headers, the body is the data. JetStream knows a repeat by
 * its id. Each name comes once: `append` does not look for another, which `set` does for long.
 */
export function headersOf(event: Outgoing): MsgHdrs {
  const headers = newHeaders();
  headers.append('ce-specversion', '1.0');
  headers.append('ce-id', event.id);
  headers.append('ce-type', event.type);
  headers.append('ce-source', `/steward/${event.stream.toLowerCase().replaceAll('_', '-')}`);
  headers.append('ce-subject', event.aggregateId);
  headers.append('ce-time', event.occurredAt.toISOString());
  headers.append('ce-recordedtime', event.recordedAt.toISOString());
  headers.append('ce-aggregateversion', event.version);
  headers.append('ce-epoch', String(event.epoch));
  headers.append('ce-dataschema', `urn:steward:event:${event.type}`);
  headers.append('content-type', 'application/json');
  headers.append('Nats-Msg-Id', event.id);
  headers.append('Nats-Expected-Stream', event.stream);
  if (event.trace) headers.append('traceparent', event.trace);
  if (event.republishedIn) headers.append('steward-republished', String(event.republishedIn));
  return headers;
}

/** Reads an event from a message of `producer`'s stream, or null where the envelope is not ours. */
export function readEvent(producer: string, headers: Readonly<Record<string, string>>, data: Uint8Array) {
  const eventId = headers['ce-id'];
  const type = headers['ce-type'];
  const aggregateId = headers['ce-subject'];
  const version = Number(headers['ce-aggregateversion']);
  const isWhole = eventId && type && aggregateId && Number.isSafeInteger(version) && version > 0;
  if (!isWhole || !isUuid(eventId) || !isUuid(aggregateId)) return null;
  const incoming: Incoming = {
    eventId,
    type,
    producer,
    aggregateId,
    version,
    occurredAt: headers['ce-time'] ?? '',
    trace: headers['traceparent'],
    headers,
    data,
  };
  return incoming;
}

export function plainHeaders(headers: MsgHdrs | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(headers ? [...headers].map(([name, values]) => [name, values[0] ?? '']) : []);
}

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: false }));
const validators = new Map<string, ValidateFunction>();

/** The payload, checked against the published schema of its type. Throws where it is not what it says. */
export function payloadOf({ type, data }: Pick<Incoming, 'type' | 'data'>): unknown {
  const definition = registry.get(type);
  if (!definition) throw new Error(`Nobody has published a schema of ${type}.`);
  const validate = validators.get(type) ?? ajv.compile(definition.schema);
  validators.set(type, validate);
  const payload: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
  if (!validate(payload)) throw new Error(`${type} misses its schema: ${ajv.errorsText(validate.errors)}.`);
  return payload;
}
