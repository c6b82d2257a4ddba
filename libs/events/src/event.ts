import { Type, type Static, type StaticDecode } from '@sinclair/typebox';
import type { TObject, TProperties, TSchema } from '@sinclair/typebox';
import { TransformEncodeCheckError } from '@sinclair/typebox/value';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';

/**
 * `<service>.<aggregate>.<past verb>.v<n>`: at once the event's type and its NATS subject. The feed for
 * downstream finance alone is `pub.finance.<aggregate>.<past verb>.v<n>`.
 */
export type EventType = `${string}.${string}.${string}.v${number}`;
export type Event = { readonly type: EventType; readonly data: object };

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
type Aggregate<T extends EventType> = T extends `pub.finance.${infer A}.${string}.v${number}`
  ? A
  : T extends `${string}.${infer A}.${string}.v${number}`
    ? A
    : never;
/** The field that holds the aggregate's id is named after it: `work-order` gives `workOrderId`. */
type IdField<T extends EventType> = `${Camel<Aggregate<T>>}Id`;

/**
 * Defines an event. Producers announce it in domain types (Date, Money); readers get it as JSON.
 * The result is a function that makes the event, with its `type` and published JSON `schema` on it.
 */
export function event<T extends EventType, F extends TProperties & Record<IdField<T>, TSchema>>(
  type: T,
  fields: F,
) {
  const announce = (data: StaticDecode<TObject<F>>) => ({ type, data }) as const;
  return Object.assign(announce, { type, schema: Type.Object(fields, { $id: type }) });
}
export type Definition = { readonly type: EventType; readonly schema: TObject };
/** An event's payload as its readers receive it: JSON. */
export type Wire<D extends Definition> = Static<D['schema']>;

const compiled = new WeakMap<TObject, TypeCheck<TObject>>();

/** The payload as JSON. Throws where it misses its own schema: a wrong event must not reach the outbox. */
export function encode({ type, schema }: Definition, { data }: Event): object {
  let check = compiled.get(schema);
  if (!check) compiled.set(schema, (check = TypeCompiler.Compile(schema)));
  try {
    return check.Encode(data) as object;
  } catch (error) {
    const isCheck = error instanceof TransformEncodeCheckError;
    const reason = isCheck ? `${error.error.path}: ${error.error.message}` : String(error);
    throw new Error(`${type} misses its schema: ${reason}.`, { cause: error });
  }
}

/**
 * Where an event belongs: its JetStream stream (`CONTRACTS`, `PUB_FINANCE`) and the kind of its aggregate.
 */
export function placeOf(type: string): { readonly stream: string; readonly aggregate: string } {
  const parts = type.split('.');
  const isPublic = parts[0] === 'pub';
  const stream = (isPublic ? parts.slice(0, 2).join('_') : parts[0]!).replaceAll('-', '_').toUpperCase();
  return { stream, aggregate: parts[isPublic ? 2 : 1]! };
}

/** The id of the aggregate that the event is about; a reader sees one aggregate's events in order. */
export function aggregateIdOf({ type, data }: Event): string {
  const { aggregate } = placeOf(type);
  const field = `${aggregate.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Id`;
  return (data as Record<string, string>)[field]!; // `event` compiles only where the field is there
}
