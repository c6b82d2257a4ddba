import { Injectable, UnsupportedMediaTypeException } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { InputRefused } from '@steward/messaging';
import { Readable } from 'node:stream';
import { ProblemException } from './problem';

/** How deep a body may nest; itself counts. */
const DEPTH_LIMIT = 20;

/**
 * Holds every input to the shape that its class then takes for granted: a body is a JSON object (a stream
 * where the handler asks for one; a list too where it takes both, for a union is known as Object), none sent
 * is an empty one, it nests at most 20 deep, and no text holds NUL, which Postgres cannot store. Throws 415,
 * InputRefused and `request.too-deep`.
 */
@Injectable()
export class InputShape implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom') return value; // made by our own decorators
    if (type !== 'body') return clean(value);
    const isStream = value instanceof Readable;
    if (isStream !== (metatype === Readable)) throw new UnsupportedMediaTypeException();
    if (isStream) return value;
    if (value === undefined) return {};
    const isRight = Array.isArray(value) ? metatype === Object : typeof value === 'object' && value !== null;
    if (!isRight) {
      throw new InputRefused([{ path: '', rule: 'isObject', message: 'The body must be an object' }]);
    }
    return clean(value);
  }
}

function clean(value: unknown): unknown {
  check(value, '', DEPTH_LIMIT);
  return value;
}

function check(value: unknown, path: string, levels: number): void {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new InputRefused([{ path, rule: 'hasNoNul', message: 'The text must not hold NUL' }]);
  }
  if (value === null || typeof value !== 'object') return;
  if (levels === 0) throw new ProblemException(422, 'request.too-deep', 'The body nests too deeply.');
  for (const [name, part] of Object.entries(value)) check(part, `${path}/${name}`, levels - 1);
}
