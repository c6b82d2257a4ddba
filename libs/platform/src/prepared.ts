import { createHash } from 'node:crypto';
import { Client } from 'pg';

const names = new Map<string, string>();

/** A statement's name: its text is fixed in our code, so that there are only so many. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined)
    names.set(text, (name = createHash('sha1').update(text).digest('base64').slice(0, 27)));
  return name;
}

/**
 * A connection that prepares each statement with parameters once and knows it by name from then on: planning
 * was half of what a command cost the database.
 */
export class PreparedClient extends Client {
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const isNamed = typeof text === 'string' && Array.isArray(values) && values.length > 0;
    const asked = isNamed ? [{ name: nameOf(text), text, values }, ...rest] : args;
    return (super.query as (...all: unknown[]) => never).apply(this, asked);
  }
}
