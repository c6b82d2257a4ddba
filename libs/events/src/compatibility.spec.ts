import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import { brokenPromises, incompatibilities, type JsonSchema } from './compatibility';
import { day, id, instant, money, nullable, tier } from './fields';

const slot = Type.Tuple([Type.String(), Type.String()]);
const fields = {
  vendorId: id,
  code: Type.String({ minLength: 1, maxLength: 64 }),
  score: Type.Integer({ minimum: 0, maximum: 100 }),
  tier,
  total: money,
  contractId: nullable(id),
  parts: Type.Array(Type.Object({ name: Type.String() })),
  slots: Type.Array(slot),
  note: Type.Optional(Type.String()),
  admittedAt: instant,
};
const before = Type.Object(fields, { $id: 'vendors.vendor.admitted.v1' });
/** The published schema with some of its fields changed; `null` takes one away. */
function changed(change: Readonly<Record<string, TProperties[string] | null>>): TObject {
  const entries = Object.entries({ ...fields, ...change }).filter(([, schema]) => schema !== null);
  return Type.Object(Object.fromEntries(entries) as TProperties);
}
const tiers = (...names: string[]) => Type.Union(names.map((name) => Type.Literal(name)));

it.each<[string, TObject]>([
  ['nothing', changed({})],
  ['a new optional field', changed({ city: Type.Optional(Type.String()) })],
  [
    'a new optional field further down',
    changed({
      parts: Type.Array(Type.Object({ name: Type.String(), weight: Type.Optional(Type.Number()) })),
    }),
  ],
  ['other words', changed({ code: Type.String({ minLength: 1, maxLength: 64, description: 'Its code.' }) })],
  [
    'another order of fields',
    Type.Object(Object.fromEntries(Object.entries(fields).reverse()) as TProperties),
  ],
  ['another order of alternatives', changed({ tier: tiers('TEMPORARY', 'STRATEGIC', 'REGULAR') })],
])('readers live with %s', (_, after) => {
  expect(incompatibilities(before, after)).toEqual([]);
});

it.each<[string, TObject, string]>([
  ['a field taken away', changed({ score: null }), '/score: was taken away.'],
  ['an optional field taken away', changed({ note: null }), '/note: was taken away.'],
  ['a new required field', changed({ city: Type.String() }), '/city: has become required.'],
  [
    'a field that may be missing now',
    changed({ score: Type.Optional(fields.score) }),
    '/score: is no longer required.',
  ],
  ['a field that may no longer be missing', changed({ note: Type.String() }), '/note: has become required.'],
  ['another type', changed({ score: Type.String() }), '/score: type was "integer" and is "string".'],
  ['a wider type', changed({ score: Type.Number({ minimum: 0, maximum: 100 }) }), '/score: type was'],
  ['another format', changed({ admittedAt: day }), '/admittedAt: format was "date-time" and is "date".'],
  ['no format', changed({ vendorId: Type.String() }), '/vendorId: format was "uuid" and is unset.'],
  [
    'a wider range',
    changed({ score: Type.Integer({ minimum: 0, maximum: 110 }) }),
    '/score: maximum was 100 and is 110.',
  ],
  [
    'a narrower range',
    changed({ score: Type.Integer({ minimum: 1, maximum: 100 }) }),
    '/score: minimum was 0',
  ],
  [
    'a new bound',
    changed({ note: Type.Optional(Type.String({ maxLength: 9 })) }),
    '/note: maxLength was unset and is 9.',
  ],
  [
    'one more value',
    changed({ tier: tiers('STRATEGIC', 'REGULAR', 'TEMPORARY', 'TRIAL') }),
    '/tier: anyOf was',
  ],
  ['one value less', changed({ tier: tiers('STRATEGIC', 'REGULAR') }), '/tier: anyOf was'],
  ['another value', changed({ tier: tiers('STRATEGIC', 'REGULAR', 'INTERIM') }), 'const was'],
  ['null where there was none', changed({ tier: nullable(tier) }), '/tier: anyOf was'],
  ['no null where there was one', changed({ contractId: id }), '/contractId: anyOf was'],
  ['a part taken away', changed({ total: Type.Object({ amountMinor: Type.String() }) }), '/total/currency: '],
  ['one where there were many', changed({ parts: Type.Object({ name: Type.String() }) }), '/parts: type was'],
  [
    'another type of each',
    changed({ parts: Type.Array(Type.Object({ name: Type.Integer() })) }),
    '/parts/items/name: type was',
  ],
  [
    'a tuple with another end',
    changed({ slots: Type.Array(Type.Tuple([Type.String(), Type.Integer()])) }),
    '/slots/items/items/1: type',
  ],
  [
    'a longer tuple',
    changed({ slots: Type.Array(Type.Tuple([Type.String(), Type.String(), Type.String()])) }),
    '/slots/items: ',
  ],
  [
    'a closed object',
    Type.Object(fields, { additionalProperties: false }),
    'additionalProperties was unset and is false.',
  ],
])('readers do not live with %s', (_, after, fault) => {
  expect(incompatibilities(before, after).join('\n')).toContain(fault);
});

it('a reader that refuses what it does not know gets nothing new', () => {
  const closed = (properties: TProperties) => Type.Object(properties, { additionalProperties: false });
  const after = closed({ ...fields, city: Type.Optional(Type.String()) });
  expect(incompatibilities(closed(fields), after)).toEqual(['/city: its readers refuse it.']);
});

it('an event type that was published stays, and new ones may come', () => {
  const catalogue = (...types: string[]) => new Map<string, JsonSchema>(types.map((type) => [type, before]));
  expect(brokenPromises(catalogue('a.b.c.v1'), catalogue('a.b.c.v1', 'a.b.c.v2'))).toEqual([]);
  expect(brokenPromises(catalogue('a.b.c.v1'), catalogue('a.b.c.v2'))).toEqual([
    'a.b.c.v1 was published and is gone.',
  ]);
  const later = new Map<string, JsonSchema>([['a.b.c.v1', changed({ note: null })]]);
  expect(brokenPromises(catalogue('a.b.c.v1'), later)).toEqual(['a.b.c.v1 /note: was taken away.']);
});
