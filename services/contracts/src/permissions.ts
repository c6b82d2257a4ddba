import { ENTERPRISE, type Permissions } from '@steward/platform';

/** Who may do what in contracts. Signing is the office's, each approval its discipline's. Clause 3.1.1. */
export const contractsPermissions: Permissions = {
  'contracts.read': [...ENTERPRISE, 'vendor', 'service'],
  'contracts.draft': ['vendor-manager', 'office-head'],
  'contracts.approve-legal': ['legal'],
  'contracts.approve-finance': ['finance-maker', 'finance-checker'],
  'contracts.approve-technical': ['technical'],
  'contracts.waive-office-head': ['office-head'],
  'contracts.waive-legal': ['legal'],
  'contracts.sign': ['office-head'],
  'contracts.review': ['vendor-manager', 'office-head'],
  'contracts.sign-as-vendor': ['vendor'],
  'change-orders.quote': ['vendor', 'vendor-manager'],
  'change-orders.decide': ['vendor-manager', 'office-head', 'technical'],
  'change-orders.work': ['vendor'],
  'contracts.suspend': ['office-head'],
  'contracts.terminate': ['office-head', 'vendor'],
  'contracts.record-evidence': ['vendor', 'vendor-manager'],
  'contracts.verify-evidence': ['technical', 'vendor-manager', 'office-head'],
  'contracts.hand-data': ['technical', 'vendor-manager'],
  'contracts.certify-deletion': ['vendor'],
  'contracts.dispute': ['office-head', 'vendor-manager', 'legal', 'vendor'],
  'contracts.record-award': ['legal'],
  'contracts.draft-template': ['vendor-manager', 'legal', 'office-head'],
  'contracts.publish-template': ['legal', 'office-head'],
  'contracts.record-facts': ['service'],
};
