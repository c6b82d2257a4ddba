import type { Band, Norms } from './matrix';

const bandOfProduct = (product: number): Band =>
  product >= 20 ? 'EXTREME' : product >= 10 ? 'HIGH' : product >= 5 ? 'MEDIUM' : 'LOW';
export const grades = [1, 2, 3, 4, 5];
/** D8's defaults, the grid written as the products of its sides. */
export const norms: Norms = {
  matrix: { version: 1, grid: grades.map((p) => grades.map((i) => bandOfProduct(p * i))) },
  reviewDays: { LOW: 180, MEDIUM: 90, HIGH: 30, EXTREME: 7 },
};
