import { ensure } from '@steward/domain';
import type { Clause } from './contract';

export const PARAMETER_KINDS = ['INTEGER', 'TEXT'] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

/** What a clause leaves open: `{onSiteHours}` in its text. */
export type Parameter = {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly defaultValue: string;
  /** The typed term that the parameter words, times `factor`: hours of a target in seconds are 3600. */
  readonly binding?: { readonly term: string; readonly factor: number };
};
/** A clause of a standard contract, with what each contract fills in. Clause 3.4.2c. */
export type ClauseTemplate = Clause & { readonly parameters: readonly Parameter[] };
/** What the parameters of a clause are, by name. */
export type Values = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{([a-z][A-Za-z0-9]{0,39})\}/;

/** Text and names in turn: `['到场 ', 'hours', ' 小时']`. */
const partsOf = (text: string): readonly string[] => text.split(PLACEHOLDER);
const namesIn = (text: string) => partsOf(text).filter((_, n) => n % 2 === 1);

export const defaultsOf = ({ parameters }: ClauseTemplate): Values =>
  Object.fromEntries(parameters.map(({ name, defaultValue }) => [name, defaultValue]));

/** The clause's text with its parameters filled in. */
export const worded = ({ text }: ClauseTemplate, values: Values): string =>
  partsOf(text)
    .map((part, n) => (n % 2 === 0 ? part : values[part]!))
    .join('');

/**
 * What a contract filled in, where its text is the clause's in all else; null where it is not. Fixed texts
 * are found one after the other, without going back: a long text costs no more than its length.
 */
export function filledIn(clause: ClauseTemplate, text: string): Values | null {
  const parts = partsOf(clause.text);
  if (!text.startsWith(parts[0]!)) return null;
  let at = parts[0]!.length;
  const values: Record<string, string> = {};
  for (let n = 1; n < parts.length; n += 2) {
    const [name, fixed] = [parts[n]!, parts[n + 1]!];
    const isLast = n + 2 === parts.length;
    const end = isLast ? text.length - fixed.length : text.indexOf(fixed, at + 1);
    if (end <= at) return null;
    if (!Object.hasOwn(values, name)) values[name] = text.slice(at, end);
    at = end + fixed.length;
  }
  const isWhole = worded(clause, values) === text;
  return isWhole && clause.parameters.every((parameter) => fits(parameter, values)) ? values : null;
}

const fits = ({ name, kind }: Parameter, values: Values): boolean =>
  kind === 'TEXT' || /^\d{1,15}$/.test(values[name] ?? '');

/**
 * A clause names exactly its parameters, each default is of its kind, and something stands between two of
 * them. Breaks `template.parameter-mismatch`, `template.parameters-adjacent` and `template.default-wrong`.
 */
export function ensureClause(clause: ClauseTemplate): void {
  const { clauseId, text, parameters } = clause;
  const declared = parameters.map(({ name }) => name);
  const [named, known] = [new Set(namesIn(text)), new Set(declared)];
  ensure(
    known.size === declared.length && named.size === known.size && declared.every((name) => named.has(name)),
    'template.parameter-mismatch',
    `Clause ${clauseId} names ${[...named].join(', ') || 'nothing'} and declares ${declared.join(', ') || 'nothing'}.`,
    '/clauses',
  );
  const between = partsOf(text)
    .slice(1, -1)
    .filter((_, n) => n % 2 === 1);
  ensure(
    between.every((fixed) => fixed !== ''),
    'template.parameters-adjacent',
    `Two parameters of clause ${clauseId} stand side by side, so that no text tells them apart.`,
    '/clauses',
  );
  const wrong = parameters.find((parameter) => !fits(parameter, defaultsOf(clause)));
  ensure(
    !wrong,
    'template.default-wrong',
    `${wrong?.name ?? ''} of clause ${clauseId} is a whole number.`,
    '/clauses',
  );
}
