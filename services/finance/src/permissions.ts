import { ENTERPRISE, ROLES, type Permissions } from '@steward/platform';

/** Who may do what in finance. What one person submits another approves. Clauses 2.2.2, 3.3.1c and 3.3.2a. */
export const financePermissions: Permissions = {
  'deposits.read': [...ENTERPRISE, 'vendor', 'service'],
  'deposits.receive': ['finance-maker'],
  'deposits.approve-return': ['finance-checker'],
  'holds.read': [...ENTERPRISE, 'vendor', 'service'],
  'holds.place': ['finance-maker'],
  'holds.contest': ['vendor'],
  'holds.decide': ['finance-checker'],
  'damages.read': [...ENTERPRISE, 'vendor', 'service'],
  'damages.raise': ['vendor-manager', 'legal', 'finance-maker'],
  'damages.attribute': ['vendor-manager', 'legal'],
  'damages.answer': ['vendor'],
  'damages.submit': ['finance-maker'],
  'damages.approve': ['finance-checker'],
  'settlements.read': [...ENTERPRISE, 'vendor', 'service'],
  'settlements.submit': ['finance-maker'],
  'settlements.approve': ['finance-checker'],
  'claims.read': [...ENTERPRISE, 'vendor', 'service'],
  'claims.submit': ['finance-maker'],
  'claims.approve': ['finance-checker'],
  'postings.read': [...ENTERPRISE, 'vendor', 'service'],
  'calculators.use': [...ROLES],
  'finance.record-facts': ['service'],
};
