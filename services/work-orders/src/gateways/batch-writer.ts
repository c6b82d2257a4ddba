import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import {
  BATCH_COLUMNS,
  type BatchColumn,
  type BatchRow,
  type Cell,
  type RowError,
} from '../domain/batch-row';
import { COLUMN_WORDS, RULES, SHEET_WORDS, VALUE_WORDS, type Language } from './batch-words';

const isInstant = (column: BatchColumn): boolean => column.endsWith('At');
/** The library's types know no validation of a range. */
type Validating = { readonly dataValidations: { add(range: string, validation: DataValidation): void } };

/** The workbook to fill in, for so many rows. Clause 3.2.1a. */
export async function batchTemplate(language: Language, rows: number): Promise<Buffer> {
  const { workbook } = await begun(language, rows);
  return bytesOf(workbook);
}

/** The rows as they were read, with what is wrong in each beside it. */
export async function markedBatch(
  language: Language,
  rows: readonly BatchRow[],
  errors: readonly RowError[],
): Promise<Buffer> {
  const { workbook, sheet } = await begun(language, rows.length);
  const problems = BATCH_COLUMNS.length + 1;
  sheet.getColumn(problems).width = 80;
  sheet.getCell(1, problems).value = SHEET_WORDS.problems[language];
  for (const { line, cells } of rows) {
    BATCH_COLUMNS.forEach((column, n) => {
      const value = valueOf(column, cells[column], language);
      if (value !== null) sheet.getCell(line, n + 1).value = value;
    });
  }
  for (const { line, column, message } of errors) {
    const cell = sheet.getCell(line, BATCH_COLUMNS.indexOf(column) + 1);
    cell.style = { ...cell.style, fill: RED };
    const said = sheet.getCell(line, problems);
    const sentence = `${COLUMN_WORDS[column].name[language]}: ${message}`;
    said.value = said.value ? `${said.text}\n${sentence}` : sentence;
    said.alignment = { wrapText: true, vertical: 'top' };
  }
  return bytesOf(workbook);
}
const RED = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } as const;

async function begun(
  language: Language,
  rows: number,
): Promise<{ readonly workbook: Workbook; readonly sheet: Worksheet }> {
  const { default: ExcelJS } = await import('exceljs'); // seldom needed, and slow to load
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(SHEET_WORDS.rows[language], {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = BATCH_COLUMNS.map((column) => ({
    header: COLUMN_WORDS[column].name[language],
    width: isInstant(column) ? 26 : 18,
    // Text stays text, also where it begins like a formula.
    style: { numFmt: isInstant(column) ? 'yyyy-mm-dd hh:mm:ss' : '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  for (const [column, words] of Object.entries(VALUE_WORDS)) {
    const letter = sheet.getColumn(BATCH_COLUMNS.indexOf(column as BatchColumn) + 1).letter;
    const list = Object.values(words).map((word) => word[language]);
    const validation: DataValidation = {
      ...{ type: 'list', allowBlank: true, showErrorMessage: true, formulae: [`"${list.join(',')}"`] },
    };
    (sheet as unknown as Validating).dataValidations.add(`${letter}2:${letter}${rows + 1}`, validation);
  }
  const about = workbook.addWorksheet(SHEET_WORDS.about[language]);
  about.columns = [{ width: 20 }, { width: 100 }];
  for (const rule of RULES[language]) about.addRow(['', rule]);
  for (const column of BATCH_COLUMNS) {
    const { name, about: text } = COLUMN_WORDS[column];
    const words = Object.values(VALUE_WORDS[column] ?? {}).map((word) => word[language]);
    about.addRow([
      name[language],
      [text[language], ...(words.length > 0 ? [words.join(' / ')] : [])].join(' '),
    ]);
  }
  return { workbook, sheet };
}

/** As it is shown in a sheet; what was not read is left out. */
function valueOf(column: BatchColumn, cell: Cell, language: Language): string | Date | null {
  if (typeof cell === 'string') return VALUE_WORDS[column]?.[cell]?.[language] ?? (cell || null);
  return 'local' in cell ? new Date(`${cell.local}Z`) : null;
}

const bytesOf = async (workbook: Workbook): Promise<Buffer> => Buffer.from(await workbook.xlsx.writeBuffer());
