import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { root } from './places.mjs';
import { run } from './run.mjs';

/**
 * Installs the packages where they are missing; npm writes its own lock file into node_modules when all are
 * there. Nothing that comes from a package may be imported before this. Throws CannotStart.
 */
export async function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new CannotStart(`Node ${process.versions.node} is too old: Steward needs 20.19 or newer.`);
  }
  if (existsSync(join(root, 'node_modules/.package-lock.json'))) return;

  console.log('Installing packages; this takes a minute or two.');
  // Within `npm start`, npm says where it is itself.
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await run(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  } catch {
    throw new CannotStart('The packages could not be installed; npm says why above.');
  }
}
