/** Business time that stands still until it is moved. It fits the `Clock` of messaging. */
export type FixedClock = {
  now(): Date;
  at(instant: Date): Date;
  dueUntil(): Date;
  /** Goes to an instant (ISO 8601), also back. */
  set(iso: string): void;
  advance(ms: number): void;
};

/**
 * A clock for services under test that shows `iso` until it is moved. Throws RangeError where `iso` is
 * none.
 */
export function fixedClock(iso: string): FixedClock {
  let at = instantOf(iso);
  const now = () => new Date(at);
  return {
    ...{ now, at: now, dueUntil: now },
    set: (other) => void (at = instantOf(other)),
    advance: (ms) => void (at += ms),
  };
}

function instantOf(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`${iso} is not an instant.`);
  return at;
}
