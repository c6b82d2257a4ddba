import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isSuperuser, run } from './run.mjs';

/**
 * A file of a Debian package, fetched once and unpacked into `cacheDir` without installing it.
 *
 * @param {{ packageName: string, file: string, cacheDir: string, log: (line: string) => void }} wanted
 *   `file`: its path in the package, without the leading slash
 * @returns {Promise<string | null>} its path; null where it cannot be had
 */
export async function fileOfPackage({ packageName, file, cacheDir, log }) {
  const cached = join(cacheDir, basename(file));
  if (existsSync(cached)) return cached;
  log(`Fetching ${basename(file)} from the Debian package ${packageName}.`);
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, 'fetch-'));
  try {
    await fetchPackage(packageName, work);
    const deb = readdirSync(work).find((name) => name.endsWith('.deb'));
    await run('dpkg-deb', ['-x', join(work, deb), work]);
    renameSync(join(work, file), cached);
    return cached;
  } catch {
    return null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Package lists may be missing: root renews the system's, anybody else makes private ones. */
async function fetchPackage(packageName, work) {
  const download = (...options) => run('apt-get', [...options, 'download', packageName], { cwd: work });
  try {
    return await download();
  } catch {
    const lists = join(work, 'lists');
    mkdirSync(join(lists, 'partial'), { recursive: true });
    const own = [
      '-o',
      `Dir::State::Lists=${lists}`,
      '-o',
      `Dir::Cache=${work}/apt`,
      '-o',
      'Debug::NoLocking=1',
    ];
    const options = isSuperuser() ? [] : own;
    await run('apt-get', [...options, '-q', 'update']);
    return download(...options);
  }
}
