import { isDeepStrictEqual } from 'node:util';
import type { NatsError } from 'nats';

/** What the broker answers, or null where it says that there is no such stream, consumer or message. */
export async function unlessMissing<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if ((error as NatsError).api_error?.code === 404) return null;
    throw error;
  }
}

/** Whether the broker's configuration says all that `wanted` says; it adds defaults of its own. */
export function holds<C extends object>(given: C, wanted: Partial<C>): boolean {
  return (Object.keys(wanted) as (keyof C)[]).every((key) => isDeepStrictEqual(given[key], wanted[key]));
}
