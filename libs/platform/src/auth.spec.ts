import { proofKeptMs } from './auth';

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const expiringIn = (seconds: number): number => NOW / 1000 + seconds;

it.each([
  ['a minute at the most', 3600, 60_000],
  ['as long as the token is good, the tolerance included', 10, 40_000],
  ['a second where the tolerance is all that is left of it', -29, 1000],
  ['a moment, and not for ever, where nothing is left', -30, 1],
])('the proof of a token is kept for %s', (_, seconds, keptMs) => {
  expect(proofKeptMs(expiringIn(seconds), NOW)).toBe(keptMs);
});
