import { plainToInstance, Type } from 'class-transformer';
import {
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  validate,
  type ValidationError,
} from 'class-validator';

/** What was sent does not fit its class (HTTP 422). Paths are JSON pointers into the input. */
export class InputRefused extends Error {
  override readonly name = 'InputRefused';
  constructor(
    readonly errors: readonly { readonly path: string; readonly rule: string; readonly message: string }[],
  ) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('; '));
  }
}

/** A sum that is not negative, in minor units. It enters as text: a JSON number would round it. */
export class MoneyInput {
  @Matches(/^\d{1,18}$/) amountMinor!: string;
  @Matches(/^[A-Z]{3}$/) currency!: string;
}

/** Keyset paging: at most `limit` rows, whose ids follow `after`. */
export class Page {
  @IsOptional() @IsUUID() after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

/**
 * The input as its class; unknown fields are refused, not dropped. One that is of its class already was made
 * by this service itself and is not copied. `place` is where it stands in what was sent. Throws InputRefused.
 */
export async function checked<I extends object>(input: new () => I, raw: I, place = ''): Promise<I> {
  const instance = raw instanceof input ? raw : plainToInstance(input, raw);
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  if (errors.length > 0) throw new InputRefused(flatten(errors, place));
  return instance;
}

function flatten(errors: ValidationError[], parent: string): InputRefused['errors'] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = `${parent}/${property}`;
    const own = Object.entries(constraints).map(([rule, message]) => ({ path, rule, message }));
    return [...own, ...flatten(children, path)];
  });
}
