import { Value } from '@sinclair/typebox/value';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenPromises, encode, registry, type AsyncApi, type JsonSchema } from './index';

/** Payloads as they were announced, of every version of every event; what is here is never changed. */
const folder = join(__dirname, '../golden');
const types = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const golden = (type: string) =>
  JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Record<string, unknown>[];
const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));

it('every version of every event has a golden one, and none that had one is gone', () => {
  expect(types.toSorted()).toEqual([...registry.keys()].sort());
});

it.each(types)('what was announced as %s can still be read, and still be announced', (type) => {
  const definition = registry.get(type)!;
  const payloads = golden(type);
  expect(payloads.length).toBeGreaterThan(0);
  for (const payload of payloads) {
    expect([ajv.validate(definition.schema, payload), ajv.errorsText()]).toEqual([true, 'No errors']);
    expect(
      encode(definition, { type: definition.type, data: Value.Decode(definition.schema, payload) }),
    ).toEqual(payload);
    const known = Object.keys(definition.schema.properties);
    expect(Object.keys(payload).filter((field) => !known.includes(field))).toEqual([]); // a slip of the pen
  }
});

it('no event has changed so that readers of the published schema would break', () => {
  const file = join(__dirname, '../../../docs/api/events.asyncapi.json');
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as AsyncApi;
  const published = Object.entries(components.messages).map(
    ([type, { payload }]) => [type, payload] as const,
  );
  expect(published.length).toBeGreaterThan(0);
  const schemas = [...registry].map(([type, { schema }]) => [type, schema as JsonSchema] as const);
  expect(brokenPromises(new Map(published), new Map(schemas))).toEqual([]);
});
