import { scopeDecision, type ScopeItem } from './terms';

const hardware = { category: 'HARDWARE' as const };
const item = (assetClass: string, isIncluded: boolean, rateCode?: string): ScopeItem => ({
  ...{ ...hardware, service: 'UPGRADE', assetClass, isIncluded, ...(rateCode && { rateCode }) },
});
const upgradeOf = (assetClass: string) => ({ ...hardware, service: 'UPGRADE' as const, assetClass });
const decided = (scope: readonly ScopeItem[], assetClass: string) =>
  scopeDecision({ scope, categories: ['HARDWARE'] }, upgradeOf(assetClass));

it('1.1.2: the item for the very class of assets counts before the one for any', () => {
  const scope = [item('*', false, 'UPGRADES'), item('router', true)];
  expect(decided(scope, 'router')).toEqual({ isIncluded: true, rateCode: null });
  expect(decided(scope, 'switch')).toEqual({ isIncluded: false, rateCode: 'UPGRADES' });
});

it('1.1.2: what no item names is not covered, and nothing prices it', () => {
  expect(decided([item('router', true)], 'switch')).toEqual({ isIncluded: false, rateCode: null });
});

it('1.1.2: a contract without a scope covers its categories', () => {
  expect(decided([], 'switch').isIncluded).toBe(true);
  const security = { ...upgradeOf('switch'), category: 'SECURITY' as const };
  expect(scopeDecision({ scope: [], categories: ['HARDWARE'] }, security).isIncluded).toBe(false);
});
