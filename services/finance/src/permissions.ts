import { ENTERPRISE, ROLES, type Permissions } from '@steward/platform';

/** Who may do what in finance. What one person submits another approves. Clauses 2.2.2, 3.3.1c and 3.3.2a. */
export const financePermissions: Permissions = {
  'deposits.read': [...ENTERPRISE, 'vendor', 'service'],
  'deposits.receive': ['finance-maker'],
  'deposits.approve-return': ['finance-checker'],
  'settlements.read': [...ENTERPRISE, 'vendor', 'service'],
  'settlements.submit': ['finance-maker'],
  'settlements.approve': ['finance-checker'],
  'statements.respond': ['vendor'],
  'claims.read': [...ENTERPRISE, 'vendor', 'service'],
  'claims.submit': ['finance-maker'],
  'claims.approve': ['finance-checker'],
  'postings.read': [...ENTERPRISE, 'vendor', 'service'],
  'postings.export': ['finance-maker', 'finance-checker', 'auditor'],
  'calculators.use': [...ROLES],
  'finance.record-facts': ['service'],
};
