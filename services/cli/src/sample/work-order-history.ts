import type { Random } from './random';

/** One update of a work order, at a local minute counted from the log's first midnight. */
export type Update = {
  readonly atMinute: number;
  readonly state: string;
  readonly severity: 1 | 2 | 3 | 4;
  readonly group: string;
  /** Null where nobody is assigned. */
  readonly resolver: string | null;
};
export type History = { readonly openedMinute: number; readonly updates: readonly Update[] };

/** How a group works: of a hundred orders, how many are taken up late and how many are solved late. */
export type Crew = {
  readonly group: string;
  readonly share: number;
  readonly slow: number;
  readonly late: number;
};

/** Minutes from the report within which work is begun and done when it goes well, and when it goes badly. */
const PACE = {
  1: { begun: [5, 100], begunLate: [125, 420], done: [180, 3600], doneLate: [4400, 7000] },
  2: { begun: [10, 200], begunLate: [250, 900], done: [240, 3800], doneLate: [4400, 8000] },
  3: { begun: [15, 400], begunLate: [2900, 5800], done: [500, 6000], doneLate: [13_000, 18_000] },
  4: { begun: [30, 900], begunLate: [5000, 9000], done: [900, 9000], doneLate: [20_000, 27_000] },
} as const;

const range = (random: Random, [least, most]: readonly [number, number]): number =>
  random.between(least, most);

/** What happens to one order from its report to its closing. */
export function historyOf(random: Random, crew: Crew, openedMinute: number): History {
  const updates: Update[] = [];
  const { group } = crew;
  const reported = random.pick([1, 2, 2, 3, 3, 3, 3, 3, 3, 4] as const);
  const pace = PACE[reported];
  const isSlow = random.inHundred(crew.slow);
  const isNeverAssigned = random.inHundred(3);
  const resolver = isNeverAssigned ? null : `Resolver ${random.between(1, 40)}`;
  let severity: Update['severity'] = reported;
  let atMinute = openedMinute + random.between(0, 4);
  const add = (state: string, change: Partial<Update> = {}): void => {
    updates.push({ atMinute, state, severity, group, resolver, ...change });
  };

  const isAssignedAtOnce = !isSlow && random.inHundred(40);
  add('New', {
    group: random.inHundred(12) ? '?' : group,
    resolver: isAssignedAtOnce ? resolver : null,
  });
  atMinute = openedMinute + range(random, isSlow ? pace.begunLate : pace.begun);
  add('Active');
  if (random.inHundred(7)) {
    atMinute += random.between(5, 90);
    severity = (
      severity === 1 ? 2 : random.inHundred(60) ? severity - 1 : Math.min(4, severity + 1)
    ) as typeof severity;
    add('Active');
  }
  if (random.inHundred(35)) {
    atMinute += random.between(10, 240);
    add(random.inHundred(90) ? 'Awaiting User Info' : 'Awaiting Evidence');
    atMinute += random.between(45, 2900);
    add('Active');
  }
  for (let more = random.between(0, 2); more > 0; more -= 1) {
    atMinute += random.between(5, 120);
    add('Active');
  }
  atMinute = Math.max(
    atMinute + 5,
    openedMinute + range(random, random.inHundred(crew.late) ? pace.doneLate : pace.done),
  );
  solve(random, add, (minutes) => (atMinute += minutes));
  return { openedMinute, updates };
}

/** The end of an order: resolved, now and then reopened, closed five days after. */
function solve(random: Random, add: (state: string) => void, pass: (minutes: number) => void): void {
  add('Resolved');
  if (random.inHundred(30)) {
    pass(random.between(5, 600));
    add('Resolved');
  }
  if (random.inHundred(8)) {
    pass(random.between(60, 4000));
    add('Active');
    pass(random.between(60, 1500));
    add('Resolved');
  }
  pass(5 * 1440);
  add('Closed');
}
