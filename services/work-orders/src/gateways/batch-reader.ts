import { RuleBroken } from '@steward/domain';
import type { CellValue, Row } from 'exceljs';
import { pipeline, type Readable } from 'node:stream';
import { Parse } from 'unzipper';
import { BATCH_COLUMNS, type BatchColumn, type BatchRow, type Cell } from '../domain/batch-row';
import { COLUMN_WORDS, VALUE_WORDS } from './batch-words';

/** Bytes that a workbook may come to unpacked: a small file can hold any number of the same ones. */
const UNPACKED_LIMIT = 128 * 1024 * 1024;

/**
 * Reads the rows of a workbook's first sheet; `open` gives the file from its beginning, and is called twice.
 * Breaks `work-order-batch.unreadable`, `.header-wrong`, `.empty` and `.too-long`, all at `/file`.
 */
export async function readBatch(
  open: () => Promise<Readable> | Readable,
  maxRows: number,
): Promise<BatchRow[]> {
  try {
    await ensureModest(await open());
    const file = await open();
    try {
      return await rowsOf(file, maxRows);
    } finally {
      file.destroy();
    }
  } catch (error) {
    // Nothing but the workbook is read here: what fails is its doing.
    if (error instanceof RuleBroken) throw error;
    throw refusal('unreadable', 'The file is no Excel workbook that can be read.');
  }
}

const refusal = (code: string, message: string) =>
  new RuleBroken(`work-order-batch.${code}`, message, '/file');

async function ensureModest(file: Readable): Promise<void> {
  const zip = Parse({ forceStream: true });
  pipeline(file, zip, () => undefined); // an error destroys the parser, whose reader gets it
  let unpacked = 0;
  for await (const entry of zip) {
    for await (const chunk of entry) {
      unpacked += chunk.length;
      if (unpacked > UNPACKED_LIMIT) throw refusal('unreadable', 'Unpacked the workbook is too large.');
    }
  }
}

async function rowsOf(file: Readable, maxRows: number): Promise<BatchRow[]> {
  const { default: ExcelJS } = await import('exceljs'); // seldom needed, and slow to load
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    ...{
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    },
  });
  const rows: BatchRow[] = [];
  for await (const sheet of reader) {
    let places: ReadonlyMap<BatchColumn, number> | null = null;
    for await (const row of sheet) {
      if (!places) {
        places = placesIn(row);
        continue;
      }
      const read = batchRowOf(row, places);
      if (Object.values(read.cells).every((cell) => cell === '')) continue;
      if (rows.length === maxRows) {
        throw refusal('too-long', `A workbook may have ${maxRows} rows.`);
      }
      rows.push(read);
    }
    break; // the others explain
  }
  if (rows.length === 0) throw refusal('empty', 'The workbook has no rows.');
  return rows;
}

/** Where each column stands, by what it is called in either language. */
function placesIn(header: Row): ReadonlyMap<BatchColumn, number> {
  const names = new Map<string, number>();
  header.eachCell((cell, place) => {
    const name = cellOf(cell.value);
    if (typeof name === 'string' && !names.has(name)) names.set(name, place);
  });
  const placed = BATCH_COLUMNS.map((column) => {
    const { zh, en } = COLUMN_WORDS[column].name;
    return { column, name: `${zh} (${en})`, place: names.get(zh) ?? names.get(en) };
  });
  const missing = placed.filter(({ place }) => place === undefined).map(({ name }) => name);
  if (missing.length > 0) throw refusal('header-wrong', `The first row lacks ${missing.join(', ')}.`);
  return new Map(placed.map(({ column, place }) => [column, place!]));
}

function batchRowOf(row: Row, places: ReadonlyMap<BatchColumn, number>): BatchRow {
  const cells = BATCH_COLUMNS.map((column) => {
    const cell = cellOf(row.getCell(places.get(column)!).value);
    return [column, typeof cell === 'string' ? codeOf(column, cell) : cell] as const;
  });
  return { line: row.number, cells: Object.fromEntries(cells) as Record<BatchColumn, Cell> };
}

/** The value that people's word for it stands for; what is none stays as it is. */
function codeOf(column: BatchColumn, text: string): string {
  const words = Object.entries(VALUE_WORDS[column] ?? {});
  return words.find(([, { zh, en }]) => text === zh || text === en)?.[0] ?? text;
}

function cellOf(value: CellValue): Cell {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const seconds = Math.round(value.getTime() / 1000); // a spreadsheet's fractions of days are not exact
    return Number.isNaN(seconds) ? { unread: 'This date' } : { local: localText(seconds) };
  }
  if (typeof value !== 'object') return `${value}`.trim();
  if ('richText' in value)
    return value.richText
      .map(({ text }) => text)
      .join('')
      .trim();
  if ('hyperlink' in value) return `${value.text}`.trim();
  return { unread: 'error' in value ? 'An error' : 'A formula' };
}

const localText = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);
