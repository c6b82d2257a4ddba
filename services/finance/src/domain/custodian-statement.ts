import { isDay } from '@steward/calendar';
import { decimalsOf, type MoneyWire } from '@steward/money';

export const MOVEMENT_KINDS = ['RECEIPT', 'RETURN', 'DEDUCTION', 'INTEREST'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** The columns of a custodian's statement. Clause 3.3.1c. */
export const STATEMENT_COLUMNS = [
  'reference',
  'date',
  'contract',
  'kind',
  'amount',
  'currency',
  'closing_balance',
] as const;
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number];
export type StatementFields = Readonly<Record<StatementColumn, string>>;

/** A line as it was read. */
export type StatementLine = {
  /** Where it stands in the file; the header is 1. */
  readonly row: number;
  /** The custodian's own number of it; it counts once. */
  readonly custodianReference: string;
  readonly movedOn: string;
  /** The id of a contract or of its deposit. */
  readonly about: string;
  readonly kind: MovementKind;
  readonly amount: MoneyWire;
  /** What escrow holds for the contract after it. */
  readonly closing: MoneyWire;
};
/** What is wrong in which cell. */
export type CellError = {
  readonly row: number;
  readonly column: StatementColumn;
  readonly code: `custodian-statement.${string}`;
  readonly message: string;
};
export type ReadLine = { readonly line: StatementLine } | { readonly errors: readonly CellError[] };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads one line, or says what is wrong in each cell. Amounts are decimals in the currency's own unit. */
export function readLine(row: number, fields: StatementFields): ReadLine {
  const errors: CellError[] = [];
  const wrong = (column: StatementColumn, rule: string, message: string) =>
    void errors.push({ row, column, code: `custodian-statement.${rule}`, message });
  const { reference, date, contract, kind, currency } = fields;
  if (!/^\S(.{0,62}\S)?$/.test(reference)) wrong('reference', 'reference-wrong', 'Up to 64 characters.');
  if (!isDay(date)) wrong('date', 'date-wrong', 'A day as 2026-09-30.');
  if (!ID.test(contract)) wrong('contract', 'contract-wrong', 'The id of a contract or of its deposit.');
  const known = MOVEMENT_KINDS.find((one) => one === kind);
  if (!known) wrong('kind', 'kind-wrong', `One of ${MOVEMENT_KINDS.join(', ')}.`);
  const isCurrency = /^[A-Z]{3}$/.test(currency);
  if (!isCurrency) wrong('currency', 'currency-wrong', 'An ISO 4217 code as CNY.');
  const sum = (column: 'amount' | 'closing_balance', least: bigint): MoneyWire | null => {
    if (!isCurrency) return null;
    const minor = minorOf(fields[column], decimalsOf(currency));
    if (minor !== null && minor >= least) return { amountMinor: String(minor), currency };
    wrong(column, 'amount-wrong', 'A decimal as 35000.00, in the currency of the line.');
    return null;
  };
  const [amount, closing] = [sum('amount', 1n), sum('closing_balance', 0n)];
  if (errors.length > 0 || !known || !amount || !closing) return { errors };
  const about = { custodianReference: reference, movedOn: date, about: contract };
  return { line: { row, ...about, kind: known, amount, closing } };
}

/** Minor units of a decimal with no more decimals than the currency has; null where it is none. */
function minorOf(text: string, decimals: number): bigint | null {
  const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}
