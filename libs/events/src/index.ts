import * as appraisal from './appraisal';
import * as collaboration from './collaboration';
import * as contracts from './contracts';
import * as contractsDisputes from './contracts-disputes';
import * as contractsLifecycle from './contracts-lifecycle';
import * as contractsObligations from './contracts-obligations';
import * as contractsTemplates from './contracts-templates';
import { type Definition, placeOf } from './event';
import * as finance from './finance';
import * as risk from './risk';
import * as vendors from './vendors';
import * as workOrders from './work-orders';

export * from './appraisal';
export { asyncApi, type About, type AsyncApi } from './async-api';
export * from './collaboration';
export { brokenPromises, type JsonSchema } from './compatibility';
export * from './contracts';
export * from './contracts-disputes';
export * from './contracts-lifecycle';
export * from './contracts-obligations';
export * from './contracts-templates';
export { aggregateIdOf, encode, placeOf } from './event';
export type { Definition, Event, EventType, Wire } from './event';
export * from './finance';
export * from './risk';
export * from './vendors';
export * from './work-orders';

const definitions: readonly Definition[] = Object.values<Definition>({
  ...vendors,
  ...contracts,
  ...contractsDisputes,
  ...contractsLifecycle,
  ...contractsObligations,
  ...contractsTemplates,
  ...workOrders,
  ...appraisal,
  ...finance,
  ...risk,
  ...collaboration,
});

/** Every event of the suite by its type. */
export const registry: ReadonlyMap<string, Definition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

/** Every stream of the suite: its name and the one subject that it stores. */
export const streams: readonly { readonly name: string; readonly subject: string }[] = [
  ...new Set(definitions.map(({ type }) => placeOf(type).stream)),
].map((name) => ({
  name,
  subject: `${name === 'PUB_FINANCE' ? 'pub.finance' : name.toLowerCase().replaceAll('_', '-')}.>`,
}));
