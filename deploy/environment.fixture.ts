import { ServiceConfig } from '@steward/platform';
import { getMetadataStorage } from 'class-validator';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConsoleConfig } from '../services/console/src/config';

const root = resolve(__dirname, '..');

/** The text of a file of the checkout. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every service that has a database, by its folder's name. */
export const SERVICES = readdirSync(join(root, 'services'))
  .filter((name) => existsSync(join(root, 'services', name, 'src/storage')))
  .sort();

/** The class by which a service reads its environment. */
export const configOf = (service: string): typeof ServiceConfig =>
  service === 'console' ? ConsoleConfig : ServiceConfig;

/** All names that a service reads from its environment. */
export function namesReadBy(service: string): ReadonlySet<string> {
  const checks = getMetadataStorage().getTargetValidationMetadatas(configOf(service), '', false, false);
  return new Set(checks.map(({ propertyName }) => propertyName));
}
