import { ENTERPRISE, ROLES, type Permissions } from '@steward/platform';

/** Who may do what in appraisal. Only the vendor concerned accepts its score. Clause 1.3.1. */
export const appraisalPermissions: Permissions = {
  'appraisals.read': [...ENTERPRISE, 'vendor'],
  'appraisals.accept': ['vendor'],
  'calculators.use': [...ROLES],
  'appraisals.record-facts': ['service'],
};
