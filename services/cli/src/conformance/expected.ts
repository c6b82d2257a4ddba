import { Type, type Static } from '@sinclair/typebox';

/** One event as the kit tells it. */
export type Told = {
  readonly id: string;
  readonly type: string;
  /** What it is about, and which event about it, counted from 1. */
  readonly subject: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** The history of the stream in which it is told again after the broker lost it. */
  readonly republishedIn?: number;
};

const minor = Type.String({ pattern: '^-?\\d+$' });
/** What a subscriber answers: see docs/subscribers.md. */
export const answerSchema = Type.Object({
  balances: Type.Array(
    Type.Object({
      contractId: Type.String(),
      document: Type.String(),
      kind: Type.String(),
      currency: Type.String(),
      amountMinor: minor,
    }),
  ),
  waiting: Type.Array(Type.String()),
  gaps: Type.Record(Type.String(), Type.Array(Type.Integer())),
  setAside: Type.Array(Type.String()),
});
export type Answer = Static<typeof answerSchema>;

/** What must be answered when these have come, in whatever order and however often. */
export function expectedOf(told: readonly Told[], known: ReadonlySet<string>): Answer {
  const events = [...new Map(told.map((event) => [event.id, event])).values()];
  const booked = events.filter(({ type }) => known.has(type));
  return {
    balances: balancesOf(booked),
    waiting: waitingIn(booked),
    gaps: gapsIn(events),
    setAside: events.filter(({ type }) => !known.has(type)).map(({ id }) => id),
  };
}

const documentOf = ({ subject, data }: Told): string => (data['correctionOf'] as string | null) ?? subject;

function balancesOf(events: readonly Told[]): Answer['balances'] {
  const sums = new Map<string, bigint>();
  for (const event of events) {
    const { contractId, currency, amountMinor } = event.data;
    const key = JSON.stringify([contractId, documentOf(event), kindOf(event.type), currency]);
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(amountMinor as string));
  }
  return [...sums].map(([key, sum]) => {
    const [contractId, document, kind, currency] = JSON.parse(key) as [string, string, string, string];
    return { contractId, document, kind, currency, amountMinor: sum.toString() };
  });
}

/** Documents of which only corrections have come. */
function waitingIn(events: readonly Told[]): string[] {
  const originals = new Set(events.filter(({ data }) => !data['correctionOf']).map(({ subject }) => subject));
  return [...new Set(events.map(documentOf))].filter((document) => !originals.has(document));
}

/** Versions that are missing below the highest that has come, by subject. */
function gapsIn(events: readonly Told[]): Record<string, number[]> {
  const gaps: Record<string, number[]> = {};
  for (const subject of new Set(events.map((event) => event.subject))) {
    const seen = new Set(events.filter((event) => event.subject === subject).map(({ version }) => version));
    const missing = Array.from({ length: Math.max(...seen) }, (_, n) => n + 1).filter((n) => !seen.has(n));
    if (missing.length > 0) gaps[subject] = missing;
  }
  return gaps;
}

/** `pub.finance.settlement.posted.v1` is of the kind `settlement.posted`. */
export const kindOf = (type: string): string => type.split('.').slice(2, -1).join('.');

/** What is wrong with an answer, one sentence each; none where it is right. Order does not matter. */
export function faultsIn(answer: Answer, expected: Answer): string[] {
  const keyOf = ({ contractId, document, kind, currency }: Answer['balances'][number]) =>
    `${kind} of ${document} in ${currency} (contract ${contractId})`;
  const [given, due] = [answer, expected].map(
    ({ balances }) => new Map(balances.map((row) => [keyOf(row), BigInt(row.amountMinor)])),
  ) as [Map<string, bigint>, Map<string, bigint>];
  const twice = answer.balances.length > given.size ? ['A balance is answered twice.'] : [];
  const wrong = [...new Set([...due.keys(), ...given.keys()])]
    .filter((key) => given.get(key) !== due.get(key))
    .map((key) => `${key} is ${given.get(key) ?? 'missing'}, and must be ${due.get(key) ?? 'left out'}.`);
  const listed = (of: Answer) => ({
    waiting: of.waiting.toSorted(),
    gaps: Object.entries(of.gaps)
      .map(([subject, missing]) => `${subject}: ${missing.toSorted((a, b) => a - b).join(', ')}`)
      .toSorted(),
    setAside: of.setAside.toSorted(),
  });
  const [own, right] = [listed(answer), listed(expected)];
  const lists = (['waiting', 'gaps', 'setAside'] as const)
    .filter((name) => JSON.stringify(own[name]) !== JSON.stringify(right[name]))
    .map((name) => `${name} is [${own[name].join('; ')}], and must be [${right[name].join('; ')}].`);
  return [...twice, ...wrong, ...lists];
}
