import { ENTERPRISE, type Permissions } from '@steward/platform';

/** Who may do what in collaboration. Clauses 2.3.2 and 3.1.1. */
export const collaborationPermissions: Permissions = {
  'liaisons.read': [...ENTERPRISE, 'vendor', 'service'],
  'liaisons.assign': ['office-head', 'vendor-manager'],
  'meetings.read': [...ENTERPRISE, 'vendor', 'service'],
  'meetings.hold': ['office-head', 'vendor-manager'],
  'minutes.confirm': ['office-head', 'vendor-manager', 'vendor'],
  'actions.read': [...ENTERPRISE, 'vendor', 'service'],
  'actions.open': ['office-head', 'vendor-manager'],
  'actions.close': ['office-head', 'vendor-manager', 'technical', 'vendor'],
  'cases.read': [...ENTERPRISE, 'vendor', 'service'],
  'cases.write': ['office-head', 'vendor-manager', 'technical', 'vendor'],
  'cases.review': ['office-head', 'technical'],
  'expert-groups.form': ['office-head', 'technical'],
  'consultations.read': [...ENTERPRISE, 'vendor', 'service'],
  'consultations.request': ['office-head', 'vendor-manager', 'technical', 'vendor'],
  'consultations.answer': [...ENTERPRISE, 'vendor'],
  'consultations.conclude': ['office-head', 'technical'],
  'courses.read': [...ENTERPRISE, 'vendor', 'service'],
  'courses.offer': ['office-head', 'technical'],
  'courses.enrol': ['office-head', 'vendor-manager', 'vendor'],
  'office.read': ENTERPRISE,
  'office.staff': ['office-head'],
  'collaboration.record-facts': ['service'],
};
