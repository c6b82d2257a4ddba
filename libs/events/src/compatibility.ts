/** JSON Schema, as far as TypeBox writes it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What a schema says to people: it may change. */
const REMARKS = ['$id', 'title', 'description', 'examples'];

/**
 * Why events by one schema cannot be followed by events by another under the same type, one sentence each;
 * none where they can. Readers that know only `before` meet what is announced by `after`, and a replay brings
 * what was stored by `before` to readers that know only `after`: so nothing may change but remarks, and what
 * is new is an optional field. Everything else is a new version of the event. Design rule 2.
 */
export function incompatibilities(before: JsonSchema, after: JsonSchema, place = ''): string[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keywords]
    .filter((keyword) => !REMARKS.includes(keyword))
    .flatMap((keyword) => {
      const [was, is] = [before[keyword], after[keyword]];
      if (keyword === 'properties') return ofFields(before, after, place);
      if (keyword === 'required') return ofDuties(names(was), names(is), place);
      if (isSchema(was) && isSchema(is)) return incompatibilities(was, is, `${place}/${keyword}`);
      if (areSchemas(was) && areSchemas(is) && was.length === is.length) {
        const [olds, news] = keyword === 'anyOf' ? [sorted(was), sorted(is)] : [was, is];
        return olds.flatMap((old, n) => incompatibilities(old, news[n]!, `${place}/${keyword}/${n}`));
      }
      const [old, now] = [JSON.stringify(was), JSON.stringify(is)];
      return old === now
        ? []
        : [`${place || '/'}: ${keyword} was ${old ?? 'unset'} and is ${now ?? 'unset'}.`];
    });
}

/**
 * The same for a whole catalogue, by event type: a type that was published stays, for as long as its stream
 * may hold one.
 */
export function brokenPromises(
  before: ReadonlyMap<string, JsonSchema>,
  after: ReadonlyMap<string, JsonSchema>,
): string[] {
  return [...before].flatMap(([type, schema]) => {
    const now = after.get(type);
    if (!now) return [`${type} was published and is gone.`];
    return incompatibilities(schema, now).map((fault) => `${type} ${fault}`);
  });
}

function ofFields(before: JsonSchema, after: JsonSchema, place: string): string[] {
  const [was, is] = [before['properties'] ?? {}, after['properties'] ?? {}] as Record<string, JsonSchema>[];
  const known = Object.entries(was!).flatMap(([name, schema]) => {
    const now = is![name];
    return now ? incompatibilities(schema, now, `${place}/${name}`) : [`${place}/${name}: was taken away.`];
  });
  const added = Object.keys(is!).filter((name) => !Object.hasOwn(was!, name));
  const isClosed = before['additionalProperties'] === false;
  return [...known, ...(isClosed ? added : []).map((name) => `${place}/${name}: its readers refuse it.`)];
}

function ofDuties(was: readonly string[], is: readonly string[], place: string): string[] {
  return [
    ...was.filter((name) => !is.includes(name)).map((name) => `${place}/${name}: is no longer required.`),
    ...is.filter((name) => !was.includes(name)).map((name) => `${place}/${name}: has become required.`),
  ];
}

const names = (list: unknown) => (list ?? []) as readonly string[];
const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const areSchemas = (value: unknown): value is readonly JsonSchema[] =>
  Array.isArray(value) && value.every(isSchema);
/** Alternatives have no order. */
const sorted = (schemas: readonly JsonSchema[]) =>
  schemas.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
