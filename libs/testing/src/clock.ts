/** Business time that stands still until it is moved. It fits the `Clock` of messaging. */
export type FixedClock = {
  now(): Date;
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
  return {
    now: () => new Date(at),
    set: (other) => void (at = instantOf(other)),
    advance: (ms) => void (at += ms),
  };
}

function instantOf(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`${iso} is not an instant.`);
  return at;
}
