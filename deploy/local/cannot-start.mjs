/** Something outside stands in the way. The message is one sentence for the person at the terminal. */
export class CannotStart extends Error {
  name = 'CannotStart';
}
