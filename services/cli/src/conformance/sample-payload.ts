import { placeOf, type Definition } from '@steward/events';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { randomUUID } from 'node:crypto';

/** Texts of which one fits whatever pattern the catalogue asks for. */
const TEXTS = ['1', 'CNY', '2026Q3', '2026-09', '88.67', 'text', 'a'.repeat(64)];

/**
 * A payload of an event with nothing but what its schema demands, and `given` in place of what is there.
 * Throws where it would not be what the schema says.
 */
export function leastPayload({ type, schema }: Definition, given: Readonly<Record<string, unknown>>): object {
  const own = Object.keys(schema.properties);
  const payload = {
    ...(sampleOf(schema) as object),
    ...Object.fromEntries(Object.entries(given).filter(([field]) => own.includes(field))),
  };
  const [fault] = [...Value.Errors(schema, payload)];
  if (fault) throw new Error(`No sample of ${type} can be made: ${fault.path} ${fault.message}.`);
  return payload;
}

/** The field that holds the id of what the event is about. */
export const subjectField = ({ type }: Pick<Definition, 'type'>): string =>
  `${placeOf(type).aggregate.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Id`;

function sampleOf(schema: TSchema): unknown {
  if ('const' in schema) return schema['const'];
  const { anyOf, enum: values } = schema as { anyOf?: TSchema[]; enum?: unknown[] };
  if (anyOf) return sampleOf(anyOf.find(({ type }) => type !== 'null') ?? anyOf[0]!);
  if (values) return values[0];
  switch (schema['type']) {
    case 'object': {
      const { properties = {}, required = [] } = schema as {
        properties?: Record<string, TSchema>;
        required?: string[];
      };
      return Object.fromEntries(required.map((field) => [field, sampleOf(properties[field]!)]));
    }
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 1) }, () =>
        sampleOf(schema['items'] as TSchema),
      );
    case 'string':
      return textOf(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return Number(schema['minimum'] ?? 1);
  }
}

function textOf(schema: TSchema): string {
  if (schema['format'] === 'uuid') return randomUUID();
  if (schema['format'] === 'date-time') return '2026-10-08T01:00:00.000Z';
  if (schema['format'] === 'date') return '2026-10-08';
  const pattern = new RegExp(String(schema['pattern'] ?? ''));
  return TEXTS.find((text) => pattern.test(text)) ?? '';
}
