import { ENTERPRISE, type Permissions } from '@steward/platform';

/** A vendor reads the quarter's table too: row-level security leaves it its own rows. */
export const consolePermissions: Permissions = {
  'quarters.read': [...ENTERPRISE, 'vendor', 'service'],
  'quarters.record-facts': ['service'],
};
