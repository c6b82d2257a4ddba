import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../failure';
import { Refusal } from './api';

/** Milliseconds within which an event must have reached its readers. */
const PATIENCE = 90_000;

/**
 * Repeats `attempt` while it is refused with one of `codes`: what it needs is on its way by an event.
 * Throws a Failure with the last refusal when it has not come for long.
 */
export async function whenPossible<T>(codes: readonly string[], attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const isOnItsWay = error instanceof Refusal && codes.includes(error.code);
      if (!isOnItsWay || Date.now() > deadline) throw error;
    }
    await pause(150);
  }
}

/** Repeats `holds` until it does. Throws a Failure that names `what` when it has not for long. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Failure(`${what} did not come within ${PATIENCE / 1000} s.`);
    await pause(150);
  }
}
