import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV (RFC 4180) for spreadsheets, with a byte order mark, by which they know UTF-8; what they would
 * take for a formula is text. A part that follows another has neither mark nor `header`.
 */
export const csvOf = (
  columns: readonly string[],
  rows: readonly object[],
  { header = true, bom = header }: { readonly header?: boolean; readonly bom?: boolean } = {},
): string => stringify([...rows], { header, columns: [...columns], escape_formulas: true, bom });
