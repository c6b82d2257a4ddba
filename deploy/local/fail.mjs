import { CannotStart } from './cannot-start.mjs';

/** The last word on an error: a sentence where we have one, else all that is known for whoever mends it. */
export function explain(error) {
  console.error(error instanceof CannotStart ? error.message : error);
}
