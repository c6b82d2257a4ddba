import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** What came in, as its class, and what does not fit, as keys that are not known. `place` is its own. */
export function fitted<T extends object>(
  input: new () => T,
  raw: object,
  place = '',
): { readonly value: T; readonly faults: readonly string[] } {
  const value = plainToInstance(input, raw);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true });
  return { value, faults: faultsOf(errors, place) };
}

/** One clause a fault, each with its place: `vendors[2].contract.startOn must be a day, as 2026-01-31`. */
function faultsOf(errors: readonly ValidationError[], parent: string): string[] {
  return errors.flatMap(({ target, property, constraints = {}, children = [] }) => {
    const place = Array.isArray(target) ? `${parent}[${property}]` : join(parent, property);
    const own = Object.entries(constraints).map(([rule, message]) =>
      rule === 'whitelistValidation' ? `${place} is not a known key` : sentence(place, property, message),
    );
    return [...own, ...faultsOf(children, place)];
  });
}

const sentence = (place: string, property: string, message: string): string =>
  message.startsWith(property) ? `${place}${message.slice(property.length)}` : `${place}: ${message}`;
const join = (parent: string, property: string): string =>
  parent === '' ? property : `${parent}.${property}`;
