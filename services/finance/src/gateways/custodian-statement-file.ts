import { InputRefused } from '@steward/messaging';
import { ProblemException } from '@steward/platform';
import { CsvError, parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import { MOST_LINES } from '../app/record-custodian-statement';
import {
  readLine,
  STATEMENT_COLUMNS,
  type CellError,
  type StatementColumn,
  type StatementFields,
  type StatementLine,
} from '../domain/custodian-statement';

/** Problems that are told of one file. */
const MOST_ERRORS = 100;
type Refusals = InputRefused['errors'][number][];

/**
 * Reads a statement, a CSV file with a header, as it streams in. Throws InputRefused, which names the row and
 * the column of each problem; nothing of such a file counts. Clause 3.3.1c.
 */
export async function readStatement(content: Readable): Promise<StatementLine[]> {
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: 4096 });
  content.once('error', () => parser.destroy(brokenOff()));
  content.pipe(parser);
  const reading = new Reading();
  try {
    for await (const chunk of parser) {
      const { record, info } = chunk as { record: string[]; info: { lines: number } };
      if (!reading.take(record, info.lines)) break;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['lines'] ?? 1);
    reading.errors.push(refusal(`/rows/${row}`, 'unreadable', error.message));
  } finally {
    content.unpipe(parser);
    content.resume(); // the rest is read and dropped, so that its sender reads the answer
  }
  return reading.end();
}

class Reading {
  readonly errors: Refusals = [];
  private columns: readonly number[] | null = null;
  private readonly lines: StatementLine[] = [];
  private readonly rows = new Map<string, number>();

  /** Whether more is to be read. */
  take(record: readonly string[], row: number): boolean {
    if (!this.columns) {
      this.columns = STATEMENT_COLUMNS.map((column) => record.indexOf(column));
      const missing = STATEMENT_COLUMNS.filter((column) => !record.includes(column));
      for (const column of missing) {
        this.errors.push(refusal(`/rows/${row}/${column}`, 'column-missing', 'The header lacks it.'));
      }
      return missing.length === 0;
    }
    if (this.lines.length === MOST_LINES) {
      this.errors.push(refusal(`/rows/${row}`, 'too-long', `At most ${MOST_LINES} lines.`));
      return false;
    }
    const read = readLine(row, this.fieldsOf(record));
    if ('errors' in read) this.errors.push(...read.errors.map(ofCell));
    else this.keep(read.line);
    return this.errors.length < MOST_ERRORS;
  }

  end(): StatementLine[] {
    if (this.errors.length === 0 && this.lines.length === 0) {
      this.errors.push(refusal('/rows', 'empty', 'The statement has no lines.'));
    }
    if (this.errors.length > 0) throw new InputRefused(this.errors.slice(0, MOST_ERRORS));
    return this.lines;
  }

  private keep(line: StatementLine): void {
    const { row, custodianReference } = line;
    const before = this.rows.get(custodianReference);
    if (before !== undefined) {
      const message = `Row ${before} has it as well.`;
      this.errors.push(refusal(`/rows/${row}/reference`, 'reference-twice', message));
    }
    this.rows.set(custodianReference, row);
    this.lines.push(line);
  }

  private fieldsOf(record: readonly string[]): StatementFields {
    const fields = STATEMENT_COLUMNS.map((column, n) => [column, record[this.columns![n]!] ?? '']);
    return Object.fromEntries(fields) as Record<StatementColumn, string>;
  }
}

const refusal = (path: string, rule: string, message: string) => ({
  ...{ path, rule: `custodian-statement.${rule}`, message },
});
const ofCell = ({ row, column, code: rule, message }: CellError) => ({
  ...{ path: `/rows/${row}/${column}`, rule, message },
});
const brokenOff = () => new ProblemException(400, 'file.incomplete', 'The upload broke off.');
