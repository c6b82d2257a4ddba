import { readdirSync, readFileSync } from 'node:fs';

/**
 * The ids of the processes that run with `name=value` in their environment, as every process of a house
 * runs with its STEWARD_STATE_DIR. Ended ones that nobody has waited for yet do not count. Needs Linux's
 * /proc.
 */
export function processesWith(name: string, value: string): number[] {
  const isOne = (pid: string) => readIfThere(`/proc/${pid}/environ`).split('\0').includes(`${name}=${value}`);
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isOne(pid))
    .map(Number);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended meanwhile, or is not ours to read
  }
}
