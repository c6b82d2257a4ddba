/**
 * A rule said no: in the present state (HTTP 409), or to the field at `path`, a JSON pointer into the input
 * (HTTP 422). `code` is public and stable; `message` is one sentence with the facts in it.
 */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
  constructor(
    readonly code: `${string}.${string}`,
    message: string,
    readonly path?: `/${string}` | undefined,
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
export function ensure(
  holds: boolean,
  code: RuleBroken['code'],
  message: string,
  path?: RuleBroken['path'],
): asserts holds {
  if (!holds) throw new RuleBroken(code, message, path);
}
