/** A point by WGS-84, in millionths of a degree; north and east are positive. */
export type Position = { readonly latitudeMicrodegrees: number; readonly longitudeMicrodegrees: number };

/** Where things of the enterprise stand: a point, and how far from it one is still there. */
export type Site = Position & {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly radiusMetres: number;
};

/** What is maintained, with the code that is written on it. */
export type Asset = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly site: Site;
};

/** Mean radius of the earth, R1 of the IUGG. */
const EARTH_RADIUS_METRES = 6_371_008.8;

/**
 * The great-circle distance by the haversine formula, on a sphere: within 0.6 % of the ellipsoid's, which is
 * less than a metre at a fence of 150.
 */
export function metresBetween(a: Position, b: Position): number {
  const radians = (microdegrees: number) => (microdegrees * Math.PI) / 180_000_000;
  const halfChord = (angle: number) => Math.sin(angle / 2) ** 2;
  const [from, to] = [radians(a.latitudeMicrodegrees), radians(b.latitudeMicrodegrees)];
  const east = radians(b.longitudeMicrodegrees - a.longitudeMicrodegrees);
  const chord = halfChord(to - from) + Math.cos(from) * Math.cos(to) * halfChord(east);
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}
