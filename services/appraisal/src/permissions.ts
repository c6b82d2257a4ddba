import { ENTERPRISE, ROLES, type Permissions } from '@steward/platform';

/** Who may do what in appraisal. Only the vendor concerned accepts its score. Clause 1.3.1. */
export const appraisalPermissions: Permissions = {
  'appraisals.read': [...ENTERPRISE, 'vendor'],
  'appraisals.accept': ['vendor'],
  'appraisals.appeal': ['vendor'],
  'appeals.decide': ['office-head', 'legal', 'finance-checker'],
  'bonuses.claim': ['vendor', 'vendor-manager', 'technical'],
  'bonuses.verify': ['vendor-manager', 'technical', 'finance-checker', 'office-head'],
  'red-lines.record': ['vendor-manager', 'technical', 'risk', 'office-head'],
  'red-lines.confirm': ['office-head', 'legal', 'risk'],
  'procedures.call': ['vendor-manager', 'office-head', 'legal'],
  'procedures.decide': ['office-head', 'legal'],
  'kpi-sets.read': [...ENTERPRISE, 'vendor'],
  'kpi-sets.draft': ['vendor-manager', 'technical', 'office-head'],
  'kpi-sets.publish': ['office-head', 'finance-checker', 'legal'],
  'calculators.use': [...ROLES],
  'appraisals.record-facts': ['service'],
};
