import { type Definition, placeOf } from './event';
import type { JsonSchema } from './compatibility';

/** What there is to say of an event besides its schema. */
export type About = {
  readonly description: string;
  /** Descriptions of its fields, by name. */
  readonly fields: Readonly<Record<string, string>>;
  /** The services that listen to it. */
  readonly receivers: readonly string[];
  /** Payloads that are valid. */
  readonly examples: readonly unknown[];
};
/** The one stream that others than the suite's services may read. */
const PUBLIC_FEED = 'PUB_FINANCE';
type Stream = { readonly name: string; readonly subject: string };

/**
 * The AsyncAPI 3 document of all streams: a channel for each event, whose address is its subject and its
 * type. Operations are the services' own: who announces it, who listens.
 */
export function asyncApi(
  definitions: readonly Definition[],
  streams: readonly Stream[],
  aboutOf: (type: string) => About,
) {
  const events = definitions
    .map((definition) => ({ ...definition, ...placeOf(definition.type), about: aboutOf(definition.type) }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Steward events',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: streams
        .map(({ name, subject }) => ({ name, description: `The stream of ${subject}${remarkOn(name)}` }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    },
    defaultContentType: 'application/json',
    servers: {
      nats: {
        host: '{host}',
        protocol: 'nats',
        description: 'NATS with JetStream, version 2.9.10 or newer.',
        variables: { host: { default: 'localhost:4222', description: 'As NATS_URL names it.' } },
      },
    },
    channels: Object.fromEntries(
      events.map(({ type, stream, about }) => [
        type,
        {
          address: type,
          description: about.description,
          tags: [{ name: stream }, ...(stream === PUBLIC_FEED ? [{ name: 'public' }] : [])],
          messages: { [type]: { $ref: `#/components/messages/${type}` } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      events.flatMap(({ type, about }) => [
        operation('send', ownerOf(type), type),
        ...about.receivers.toSorted().map((service) => operation('receive', service, type)),
      ]),
    ),
    components: {
      schemas: { CloudEventHeaders: HEADERS },
      messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])),
    },
  };
}
export type AsyncApi = ReturnType<typeof asyncApi>;

const DESCRIPTION = [
  'CloudEvents 1.0 in binary mode: the attributes are NATS headers, the payload is JSON.',
  'The events of one aggregate are numbered from 1 without gaps and come in order; between aggregates there is no order.',
  'An event may come more than once: its number says so.',
  'A version gets new optional fields at most; whatever else changes is a new version, beside the old one.',
].join(' ');

const remarkOn = (stream: string) =>
  stream === PUBLIC_FEED ? ': the public feed, for downstream finance systems.' : ', within the suite.';

/** The service that announces an event; nobody else does. */
const ownerOf = (type: string) => type.split('.')[type.startsWith('pub.') ? 1 : 0]!;

const operation = (action: 'send' | 'receive', service: string, type: string) =>
  [
    `${action}.${service}.${type}`,
    {
      action,
      title: `${service} ${action === 'send' ? 'announces' : 'listens to'} ${type}`,
      tags: [{ name: service }],
      channel: { $ref: `#/channels/${type}` },
      messages: [{ $ref: `#/channels/${type}/messages/${type}` }],
    },
  ] as const;

function messageOf({ type, schema, about }: Definition & { readonly about: About }) {
  const { $id: _, properties, ...rest } = schema;
  const fields = Object.entries(properties).map(([name, field]) => {
    const description = about.fields[name];
    return [name, description === undefined ? field : { ...field, description }];
  });
  const payload: JsonSchema = { ...rest, properties: Object.fromEntries(fields) };
  return {
    name: type,
    title: type,
    description: about.description,
    headers: { $ref: '#/components/schemas/CloudEventHeaders' },
    payload,
    examples: about.examples.map((example) => ({ payload: example })),
  };
}

const header = (description: string, rest: object = {}) => ({ type: 'string', description, ...rest });
const HEADERS = {
  type: 'object',
  description: 'CloudEvents 1.0 attributes, each a NATS header, and what JetStream itself goes by.',
  required: [
    ...['ce-specversion', 'ce-id', 'ce-type', 'ce-source', 'ce-subject', 'ce-time', 'ce-recordedtime'],
    ...['ce-aggregateversion', 'ce-epoch', 'ce-dataschema', 'content-type'],
    ...['Nats-Msg-Id', 'Nats-Expected-Stream'],
  ],
  properties: {
    'ce-specversion': { type: 'string', const: '1.0' },
    'ce-id': header('The event’s id, and its Nats-Msg-Id.', { format: 'uuid' }),
    'ce-type': header('The event’s type, which is its subject.'),
    'ce-source': header('`/steward/` and the stream, in lower case.', { pattern: '^/steward/[a-z-]+$' }),
    'ce-subject': header('The id of the aggregate that the event is about.', { format: 'uuid' }),
    'ce-time': header('When it happened, business time.', { format: 'date-time' }),
    'ce-recordedtime': header('When it was recorded.', { format: 'date-time' }),
    'ce-aggregateversion': header('Numbers the aggregate’s events in its stream, from 1 without gaps.', {
      pattern: '^[1-9][0-9]*$',
    }),
    'ce-epoch': header('Which history of the stream it is: one more after the broker lost a part of it.', {
      pattern: '^[1-9][0-9]*$',
    }),
    'ce-dataschema': header('`urn:steward:event:` and the type.', { pattern: '^urn:steward:event:.+$' }),
    'content-type': { type: 'string', const: 'application/json' },
    'Nats-Msg-Id': header('The event’s id: by it JetStream knows a repeat.', { format: 'uuid' }),
    'Nats-Expected-Stream': header('The stream that it belongs to.'),
    'steward-republished': header('The epoch in which it was published again, as the broker had lost it.', {
      pattern: '^[1-9][0-9]*$',
    }),
    traceparent: header('The trace that the event belongs to. W3C Trace Context.'),
  },
};
