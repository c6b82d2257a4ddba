import { ENTERPRISE, type Permissions } from '@steward/platform';

/** Who may do what in risk. The register is the enterprise's own: a vendor reads nothing of it. 4.1.1. */
export const riskPermissions: Permissions = {
  'risk.read': [...ENTERPRISE, 'service'],
  'risk.identify': ['risk'],
  'risk.record-notice': ['risk', 'legal', 'vendor-manager', 'finance-maker', 'technical'],
  'risk.assign-owner': ['risk', 'office-head'],
  'risk.assess': ['risk'],
  'risk.close': ['risk'],
  'risk.record-facts': ['service'],
};
