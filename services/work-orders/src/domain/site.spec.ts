import { metresBetween } from './site';

const at = (latitudeMicrodegrees: number, longitudeMicrodegrees: number) => ({
  latitudeMicrodegrees,
  longitudeMicrodegrees,
});

// A degree of a meridian is π · 6,371,008.8 m / 180 = 111,195.08 m.
it.each([
  ['a degree to the north', at(31_000_000, 121_000_000), at(32_000_000, 121_000_000), 111_195.08],
  ['a degree along the equator', at(0, 0), at(0, 1_000_000), 111_195.08],
  ['across the date line', at(0, 179_500_000), at(0, -179_500_000), 111_195.08],
  ['from pole to pole', at(90_000_000, 0), at(-90_000_000, 77_000_000), 180 * 111_195.08],
  ['nowhere', at(31_230_416, 121_473_701), at(31_230_416, 121_473_701), 0],
])('2.3.1b: the distance of %s', (_, a, b, metres) => {
  expect(Math.abs(metresBetween(a, b) - metres)).toBeLessThan(1);
  expect(metresBetween(b, a)).toBe(metresBetween(a, b));
});

it('2.3.1b: at 60 degrees of latitude a degree to the east is half as far', () => {
  expect(Math.round(metresBetween(at(60_000_000, 0), at(60_000_000, 1_000)))).toBe(56); // 55.6 m
});
