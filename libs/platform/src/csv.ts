import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV (RFC 4180) for spreadsheets, with a byte order mark, by which they know UTF-8; what they would
 * take for a formula is text.
 */
export const csvOf = (columns: readonly string[], rows: readonly object[]): string =>
  stringify([...rows], { header: true, columns: [...columns], escape_formulas: true, bom: true });
