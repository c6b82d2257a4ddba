import { existsSync } from 'node:fs';
import { fileOfPackage } from './debian.mjs';

const INSTALLED = '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc';

/**
 * The font by which documents are printed, because it has Chinese: the system's, else the one of Debian's
 * package. Without it everything but printing works, so that its absence stops nothing.
 *
 * @param {{ cacheDir: string, log?: (line: string) => void }} options
 * @returns {Promise<Record<string, string>>} environment for services
 */
export async function fontEnvironment({ cacheDir, log = () => {} }) {
  if (process.env['PDF_FONT']) return { PDF_FONT: process.env['PDF_FONT'] };
  if (existsSync(INSTALLED)) return { PDF_FONT: INSTALLED };
  const wanted = { packageName: 'fonts-wqy-zenhei', file: INSTALLED.slice(1), cacheDir, log };
  const fetched = await fileOfPackage(wanted);
  if (fetched) return { PDF_FONT: fetched };
  log('There is no Chinese font: PDF documents cannot be printed. Install fonts-wqy-zenhei or set PDF_FONT.');
  return {};
}
