import type { Dimension, KpiSet } from './kpi-set';

const percent = (group: string) => ({
  ...({ unit: 'PERCENT', numerator: `${group}.met`, denominator: `${group}.total` } as const),
});
const response: Dimension = {
  ...{ name: 'response', weight: 30, floor: '80', target: '98', goal: 'EFFICIENCY', clauseId: '2.2.1a' },
  ...percent('onSite'),
};
const resolution: Dimension = {
  ...{ name: 'resolution', weight: 30, floor: '75', target: '95', goal: 'EFFICIENCY', clauseId: '2.2.1b' },
  ...percent('closure'),
};
const satisfaction: Dimension = {
  ...{ name: 'satisfaction', weight: 20, floor: '3.0', target: '4.5', goal: 'QUALITY', clauseId: '1.3.1' },
  ...{ unit: 'PLAIN', numerator: 'surveys.sum', denominator: 'surveys.count' },
};
const availability: Dimension = {
  ...{ name: 'availability', weight: 20, floor: '0', target: '100', goal: 'RISK', clauseId: '2.2.1c' },
  ...percent('availability'),
};
/** The product's default, as it is seeded. */
export const kpiSet: KpiSet = {
  version: 1,
  dimensions: [response, resolution, satisfaction, availability],
};
