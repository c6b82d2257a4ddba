import { ENTERPRISE, type Permissions } from '@steward/platform';

/** Who may do what in risk. The register is the enterprise's own: a vendor reads nothing of it. 4.1.1. */
export const riskPermissions: Permissions = {
  'risk.read': [...ENTERPRISE, 'service'],
  'risk.identify': ['risk'],
  'risk.record-notice': ['risk', 'legal', 'vendor-manager', 'finance-maker', 'technical'],
  'risk.assign-owner': ['risk', 'office-head'],
  'risk.assess': ['risk'],
  'risk.treat': ['risk', 'vendor-manager', 'technical', 'legal', 'office-head'],
  'risk.propose-acceptance': ['risk', 'vendor-manager', 'technical', 'legal', 'finance-maker'],
  'risk.accept': ['office-head'],
  'risk.draft-matrix': ['risk'],
  'risk.publish-matrix': ['office-head', 'legal', 'risk'],
  'risk.close': ['risk'],
  'breaches.read': [...ENTERPRISE, 'vendor', 'service'],
  'breaches.report': [...ENTERPRISE],
  'breaches.investigate': ['technical', 'legal', 'risk'],
  'breaches.confirm-legal': ['legal'],
  'breaches.confirm-technical': ['technical'],
  'breaches.dismiss': ['legal', 'office-head'],
  'readiness.read': [...ENTERPRISE, 'vendor', 'service'],
  'readiness.name-skills': ['technical', 'vendor-manager', 'risk'],
  'readiness.declare': ['vendor', 'technical', 'vendor-manager', 'risk'],
  'readiness.inspect': ['technical', 'risk'],
  'readiness.drill': ['technical', 'risk'],
  'risk.record-facts': ['service'],
};
