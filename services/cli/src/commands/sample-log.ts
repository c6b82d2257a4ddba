import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Failure, misuse, reasonOf } from '../failure';
import { sampleLog } from '../sample/sample-log';

/** The seed of the sample that `npm start` plays. */
export const SAMPLE_SEED = 20_260_101;
export const SAMPLE_ROWS = 1500;

/** Writes the sample log to `out` and says how many rows it has. */
export async function writeSampleLog(out: string, seed: number, rows: number): Promise<number> {
  if (rows < 1 || rows > 5_000_000) throw misuse('--rows must be 1 to 5000000.');
  const file = createWriteStream(out);
  const written = finished(file);
  let lines = 0;
  try {
    await Promise.race([once(file, 'open'), written]);
    for (const line of sampleLog({ seed, rows })) {
      lines += 1;
      if (!file.write(`${line}\n`)) await Promise.race([once(file, 'drain'), written]);
    }
    file.end();
    await written;
  } catch (error) {
    throw new Failure(`${out} cannot be written: ${reasonOf(error)}.`);
  }
  return lines - 1;
}
