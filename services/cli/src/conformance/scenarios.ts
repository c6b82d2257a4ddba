import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { placeOf, type Definition } from '@steward/events';
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Told } from './expected';
import { leastPayload, subjectField } from './sample-payload';

/** What is told, step by step; after each the subscriber is asked. */
export type Scenario = {
  readonly name: string;
  /** What the subscriber must do, one sentence. */
  readonly demands: string;
  readonly contractId: string;
  readonly steps: readonly (readonly Told[])[];
};

/** No version of the catalogue is as high. */
const UNKNOWN_VERSION = 9_999;
/** One more than a double can hold exactly. */
const BEYOND_DOUBLES = 9_007_199_254_740_993n;

/** The scenarios for these events of the public feed, with ids of their own each time. */
export function scenariosOf(definitions: readonly Definition[]): readonly Scenario[] {
  const story = (contractId: string, given: object = {}) => storyOf(definitions, contractId, given);
  const scenario = (
    name: string,
    demands: string,
    tell: (contractId: string) => Scenario['steps'],
  ): Scenario => {
    const contractId = randomUUID();
    return { name, demands, contractId, steps: tell(contractId) };
  };
  return [
    scenario('in-order', 'Book every event of the catalogue.', (id) => [story(id)]),
    scenario('duplicates', 'Book an event that comes twice in a row once.', (id) => [
      story(id).flatMap((event) => [event, event]),
    ]),
    scenario('redelivery', 'Book an event once that comes again after those that follow it.', (id) => {
      const events = story(id);
      return [[...events, ...events.toReversed()]];
    }),
    scenario('reordering', 'Come to the same balances whatever the order.', (id) => [story(id).toReversed()]),
    scenario(
      'gaps',
      'Tell which versions have not come and what waits for its original; then close both.',
      (id) => {
        const events = story(id);
        const isLate = ({ version }: Told) => version === 1;
        return [events.filter((event) => !isLate(event)), events.filter(isLate)];
      },
    ),
    scenario('replay', 'Book nothing again that is told again, in another epoch of the stream.', (id) => {
      const events = story(id);
      return [events, events.map((event) => ({ ...event, republishedIn: 2 }))];
    }),
    scenario('fields', 'Take events without optional fields, and pass over fields that are new.', (id) => [
      story(id, { addedLater: { amountMinor: '1', currency: 'CNY' } }),
    ]),
    scenario('versions', 'Set a version aside that is not known, and go on with what follows.', (id) => {
      const events = story(id);
      return [[...events.map(unknownVersionOf), ...shifted(events)]];
    }),
    scenario('amounts', 'Add minor units exactly, beyond what a double holds.', (id) => [
      story(id).map((event, n) => ({
        ...event,
        data: { ...event.data, amountMinor: (BEYOND_DOUBLES + BigInt(2 * n)).toString() },
      })),
    ]),
  ];
}

/** Every event once, by what it is about, and of each a correction of its last. */
function storyOf(definitions: readonly Definition[], contractId: string, given: object): readonly Told[] {
  const aggregates = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const { aggregate } = placeOf(definition.type);
    aggregates.set(aggregate, [...(aggregates.get(aggregate) ?? []), definition]);
  }
  let amount = 1_000n;
  return [...aggregates.values()].flatMap((chain) => {
    const subject = randomUUID();
    return [...chain, chain.at(-1)!].map((definition, n): Told => {
      const isCorrection = n === chain.length;
      amount += 7n;
      const { type, schema } = definition;
      const takes = (field: string, value: unknown) =>
        Value.Check(schema.properties[field] ?? Type.Any(), value);
      const data = leastPayload(definition, {
        ...{ contractId, currency: 'CNY', [subjectField(definition)]: subject },
        amountMinor: `${isCorrection && takes('amountMinor', '-1') ? '-' : ''}${amount}`,
        correctionOf: isCorrection || !takes('correctionOf', null) ? subject : null,
      });
      return { id: uuidv7(), type, subject, version: n + 1, data: { ...data, ...given } };
    });
  });
}

/** The same told in a version that nobody knows yet; it stands before the others of its subject. */
const unknownVersionOf = (event: Told): Told => ({
  ...event,
  id: uuidv7(),
  type: event.type.replace(/\d+$/, `${UNKNOWN_VERSION}`),
});

/** The versions of a subject go on where those before them ended. */
function shifted(events: readonly Told[]): readonly Told[] {
  const lengthOf = (subject: string) => events.filter((event) => event.subject === subject).length;
  return events.map((event) => ({ ...event, version: event.version + lengthOf(event.subject) }));
}
