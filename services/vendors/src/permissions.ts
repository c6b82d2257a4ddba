import { ENTERPRISE, type Permissions } from '@steward/platform';

/**
 * Who may do what in vendors. A vendor hands in its own evidence; everything else is the enterprise's, each
 * gate its discipline's. What leaves with an exit, another person of the enterprise receives. Clauses
 * 2.1.1-2.1.3, 2.4.2 and 3.1.1.
 */
export const vendorsPermissions: Permissions = {
  'vendors.read': [...ENTERPRISE, 'vendor', 'service'],
  'vendors.register': ['vendor-manager', 'office-head'],
  'vendors.submit-evidence': ['vendor', 'vendor-manager'],
  'vendors.verify-evidence': ['vendor-manager', 'technical', 'legal'],
  'vendors.score-test': ['technical'],
  'vendors.check-compliance': ['legal'],
  'vendors.classify': ['office-head', 'vendor-manager'],
  'vendors.admit': ['office-head'],
  'vendors.waive-office-head': ['office-head'],
  'vendors.waive-legal': ['legal'],
  'vendors.record-facts': ['service'],
  'personnel.read': [...ENTERPRISE, 'vendor', 'service'],
  'personnel.keep': ['vendor', 'vendor-manager'],
  'exits.read': [...ENTERPRISE, 'vendor', 'service'],
  'exits.prepare': ['vendor-manager', 'technical', 'office-head'],
  'exits.hand': ['vendor', 'vendor-manager', 'technical'],
  'exits.receive': ['vendor-manager', 'technical', 'legal', 'office-head'],
  'exits.request-release': ['office-head', 'finance-maker'],
};
