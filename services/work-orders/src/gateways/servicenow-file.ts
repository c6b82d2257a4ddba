import { parse } from 'csv-parse';
import { DateTime } from 'luxon';
import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { COLUMNS, readRow, type Column, type StagedRow } from '../domain/servicenow';

/** The file is no export of ServiceNow incidents; the sentence says what is missing. */
export class NotAnExport extends Error {
  override readonly name = 'NotAnExport';
}

const SEPARATOR = '\u001f';

/**
 * Streams the rows of an export, plain or gzipped, in file order. Each carries its line number and the hash
 * of all its columns. `answersFor` says whether any contract answers for a group. Throws NotAnExport.
 */
export async function* readExport(
  file: Readable,
  timezone: string,
  answersFor: (group: string) => boolean,
): AsyncGenerator<StagedRow> {
  const instantOf = localInstants(timezone);
  let columns: ReadonlyMap<Column, number> | null = null;
  let width = 0;
  try {
    for await (const chunk of await recordsOf(file)) {
      const { record, info } = chunk as { record: string[]; info: { lines: number } };
      if (columns)
        yield stagedOf(record, info.lines, record.length === width ? columns : null, instantOf, answersFor);
      else columns = columnsOf(record);
      width ||= record.length;
    }
  } catch (error) {
    throw isBroken(error) ? new NotAnExport(`The file cannot be read: ${error.message}.`) : error;
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

/** The parsed records of a file, plain or gzipped (which begins with 1f 8b). */
async function recordsOf(file: Readable): Promise<AsyncIterable<unknown>> {
  const chunks = file[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  const { value: first, done: isEmpty } = await chunks.next();
  const source = Readable.from(isEmpty ? [] : again(first, chunks), { objectMode: false });
  const isGzip = !isEmpty && first[0] === 0x1f && first[1] === 0x8b;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  });
  const steps = isGzip ? [source, createGunzip(), parser] : [source, parser];
  pipeline(steps, () => undefined); // an error destroys the parser, whose reader gets it
  return parser;
}

async function* again(first: Buffer, rest: AsyncIterableIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** What unzipping or parsing says of a file that is broken; trying again would not mend it. */
const isBroken = (error: unknown): error is Error =>
  /^(Z_|CSV_)/.test(String((error as { code?: unknown }).code));
