import { parse } from 'csv-parse';
import { DateTime } from 'luxon';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { COLUMNS, readRow, type Column } from '../domain/servicenow';
import type { StagedRow } from '../storage/imports';

/** The file is no export of ServiceNow incidents; the sentence says what is missing. */
export class NotAnExport extends Error {
  override readonly name = 'NotAnExport';
}

const SEPARATOR = '\u001f';

/**
 * Streams the rows of an export, plain or gzipped, in file order. Each carries its line number and the hash of
 * all its columns. `answersFor` says whether any contract answers for a group. Throws NotAnExport.
 */
export async function* readExport(
  file: Readable,
  timezone: string,
  answersFor: (group: string) => boolean,
): AsyncGenerator<StagedRow> {
  const instantOf = localInstants(timezone);
  let columns: ReadonlyMap<Column, number> | null = null;
  let width = 0;
  const parser = (await unzipped(file)).pipe(
    parse({ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true }),
  );
  for await (const chunk of parser) {
    const { record, info } = chunk as { record: string[]; info: { lines: number } };
    if (!columns) {
      columns = columnsOf(record);
      width = record.length;
      continue;
    }
    yield stagedOf(record, info.lines, record.length === width ? columns : null, instantOf, answersFor);
  }
  if (!columns) throw new NotAnExport('The file is empty.');
}

function columnsOf(header: readonly string[]): ReadonlyMap<Column, number> {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new NotAnExport(`The header lacks ${missing.join(', ')}.`);
  return new Map(COLUMNS.map((column) => [column, header.indexOf(column)]));
}

function stagedOf(
  record: readonly string[],
  line: number,
  columns: ReadonlyMap<Column, number> | null,
  instantOf: (text: string) => number | null,
  answersFor: (group: string) => boolean,
): StagedRow {
  const fields =
    columns &&
    (Object.fromEntries([...columns].map(([name, n]) => [name, record[n]!])) as Record<Column, string>);
  const read = readRow(fields, instantOf);
  const rowHash = createHash('sha256').update(record.join(SEPARATOR)).digest('hex');
  const { number } = read;
  if ('reason' in read) return { number, rowHash, line, reason: read.reason, row: null };
  if (!answersFor(read.group)) {
    return { number, rowHash, line, reason: `no contract answers for ${read.group}`, row: null };
  }
  return { number, rowHash, line, reason: null, row: read };
}

/** Reads `d/m/yyyy HH:MM` in a zone; the same text is worked out once, since a log repeats its instants. */
function localInstants(zone: string): (text: string) => number | null {
  const known = new Map<string, number | null>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const read = DateTime.fromFormat(text, 'd/M/yyyy HH:mm', { zone, locale: 'en' });
    const instant = read.isValid ? read.toMillis() : null;
    known.set(text, instant);
    return instant;
  };
}

/** Looks at the first bytes: gzip begins with 1f 8b. */
async function unzipped(file: Readable): Promise<Readable> {
  const first = await new Promise<Buffer | null>((resolve, reject) => {
    file.once('error', reject);
    file.once('end', () => resolve(null));
    file.once('readable', () => resolve(file.read() as Buffer | null));
  });
  if (first) file.unshift(first);
  const isGzip = first !== null && first[0] === 0x1f && first[1] === 0x8b;
  if (!isGzip) return file;
  const gunzip = createGunzip();
  file.once('error', (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}
