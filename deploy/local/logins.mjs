import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * One for each role of the enterprise (design.md section 5), and `service`. Vendors are added as they
 * register.
 */
const ROLES = {
  'office-head': 'Head of the outsourcing office',
  'vendor-manager': 'Vendor manager',
  legal: 'Legal',
  'finance-maker': 'Finance, maker',
  'finance-checker': 'Finance, checker',
  technical: 'Technical',
  risk: 'Risk',
  auditor: 'Auditor',
  'platform-admin': 'Platform administrator',
  service: 'Service',
};
export const DEMO_PASSWORD = 'steward';

/**
 * @typedef {{ login: string, password: string, roles: string[], vendorId?: string, name: string }} Login
 * Whoever runs the demo may add to the file at any time: it is read anew for each sign-in.
 */

/** @returns {Login[]} */
export function readLogins(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** Writes the demo's logins where there are none yet. */
export function provideLogins(file) {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeLogins(
    file,
    Object.entries(ROLES).map(([role, name]) => ({
      login: role,
      password: DEMO_PASSWORD,
      roles: [role],
      name,
    })),
  );
}

/** In one step, so that a reader never sees half a file. */
export function writeLogins(file, logins) {
  writeFileSync(`${file}.new`, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
