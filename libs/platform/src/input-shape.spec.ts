import { InputRefused } from '@steward/messaging';
import { Readable } from 'node:stream';
import { InputShape } from './input-shape';

const shape = new InputShape();
class Note {}
const body = (value: unknown, metatype: new () => object = Note) =>
  shape.transform(value, { type: 'body', metatype });
const nested = (depth: number): unknown => (depth === 1 ? {} : { in: nested(depth - 1) });

describe('what enters', () => {
  it('a body is an object; none is an empty one, so that its missing fields are named', () => {
    const sent = { text: 'a' };
    expect(body(sent)).toBe(sent);
    expect(body(undefined)).toEqual({});
  });

  it.each([null, [], [{ text: 'a' }], 'text', 1, false])('a body of %j is refused', (sent) => {
    expect(() => body(sent)).toThrow(InputRefused);
    expect(() => body(sent)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ path: '' })] }),
    );
  });

  it('a list enters where the handler takes an object or a list of them: of a union, Object is known', () => {
    const sent = [{ text: 'a' }];
    expect(body(sent, Object)).toBe(sent);
    for (const wrong of [null, 'text', 1]) expect(() => body(wrong, Object)).toThrow(InputRefused);
    expect(() => body(['a\0'], Object)).toThrow('/0');
  });

  it('a body nests 20 deep and no deeper, lists counted', () => {
    expect(() => body(nested(20))).not.toThrow();
    expect(() => body(nested(21))).toThrow(expect.objectContaining({ code: 'request.too-deep' }));
    expect(() => body({ in: [nested(19)] })).toThrow(expect.objectContaining({ code: 'request.too-deep' }));
  });

  it('text with NUL is refused by its path: the database cannot store it', () => {
    expect(() => body({ lines: [{ text: 'a\0b' }] })).toThrow('/lines/0/text: The text must not hold NUL');
    const parameter = () => shape.transform('\0', { type: 'param', metatype: String });
    expect(parameter).toThrow(InputRefused);
    expect(() => shape.transform({ after: 'a\0' }, { type: 'query' })).toThrow('/after');
  });

  it('a stream enters only where one is asked for, and nothing else enters there', () => {
    const stream = Readable.from(['a']);
    expect(body(stream, Readable)).toBe(stream);
    const unsupported = expect.objectContaining({ status: 415 });
    expect(() => body(stream)).toThrow(unsupported);
    expect(() => body({ text: 'a' }, Readable)).toThrow(unsupported);
    expect(() => body(undefined, Readable)).toThrow(unsupported);
  });
});
