/** A rule said no (HTTP 409). `code` is public and stable; `message` is one sentence with the facts in it. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
  constructor(
    readonly code: `${string}.${string}`,
    message: string,
  ) {
    super(message);
  }
}

/** Nothing by that id, or nothing that this actor may see: the two answer alike (HTTP 404). */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code: `${string}.not-found`;
  constructor(noun: string, id: string) {
    super(`There is no ${noun} ${id}.`);
    this.code = `${noun}.not-found`;
  }
}

/** States a rule and narrows the union that it tests. Throws RuleBroken. */
export function ensure(holds: boolean, code: RuleBroken['code'], message: string): asserts holds {
  if (!holds) throw new RuleBroken(code, message);
}
