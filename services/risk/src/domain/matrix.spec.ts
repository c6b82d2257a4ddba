import { bandOf, type Matrix } from './matrix';

const L = 'LOW';
const M = 'MEDIUM';
const H = 'HIGH';
const X = 'EXTREME';
/** Asymmetric, as D8 has the ISO 27005 library grid in its corners: row and column cannot be mixed up. */
const asymmetric: Matrix = {
  version: 2,
  grid: [
    [L, L, L, L, L],
    [L, L, M, M, M],
    [L, M, M, M, H],
    [L, M, M, H, H],
    [M, M, H, H, X],
  ],
};

it('D8: the grid is read by probability first and impact second', () => {
  expect(bandOf(asymmetric, 1, 5)).toBe('LOW');
  expect(bandOf(asymmetric, 5, 1)).toBe('MEDIUM');
});

it('a cell outside the grid is a fault of the program, not a band', () => {
  expect(() => bandOf(asymmetric, 6, 1)).toThrow(RangeError);
  expect(() => bandOf(asymmetric, 1, 0)).toThrow(RangeError);
});
