import { ENTERPRISE, ROLES, type Permissions } from '@steward/platform';

/** Who may do what in appraisal. Only the vendor concerned accepts its score. Clause 1.3.1. */
export const appraisalPermissions: Permissions = {
  'appraisals.read': [...ENTERPRISE, 'vendor'],
  'appraisals.accept': ['vendor'],
  'kpi-sets.read': [...ENTERPRISE, 'vendor'],
  'kpi-sets.draft': ['vendor-manager', 'technical', 'office-head'],
  'kpi-sets.publish': ['office-head', 'finance-checker', 'legal'],
  'calculators.use': [...ROLES],
  'appraisals.record-facts': ['service'],
};
