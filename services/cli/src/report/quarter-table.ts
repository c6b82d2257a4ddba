import Table from 'cli-table3';
import { moneyText } from './money-text';

type Verdicts = { readonly met: number; readonly breached: number; readonly open: number };
/** A quarter as the console answers at `/v1/quarters/:quarter/table`. */
export type QuarterTable = {
  readonly quarter: string;
  readonly log: string;
  readonly asOf: string;
  readonly isComplete: boolean;
  readonly missing: readonly { readonly vendor: string; readonly fact: string }[];
  readonly vendors: readonly {
    readonly vendor: string;
    readonly name: string | null;
    readonly workOrders: number;
    readonly onSite: Verdicts;
    readonly closure: Verdicts;
    readonly score: string | null;
    readonly currency: string | null;
    readonly base: string | null;
    readonly performancePay: string | null;
    readonly total: string | null;
    readonly deposit: string | null;
  }[];
};

const COLUMNS = [
  ...[
    'Vendor',
    'Work orders',
    'On site met/breached',
    'Closure met/breached',
    'Score',
    'Base',
    'Performance pay',
  ],
  ...['Total', 'Deposit'],
];

/** The quarter's table for the terminal. */
export function quarterText({ quarter, log, asOf, vendors, missing }: QuarterTable): string {
  const table = new Table({
    head: COLUMNS,
    colAligns: COLUMNS.map((_, n) => (n === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
  });
  for (const { vendor, name, workOrders, onSite, closure, score, currency, ...money } of vendors) {
    const amount = (minor: string | null) =>
      minor === null || currency === null ? '–' : moneyText(minor, currency);
    table.push([
      ...[name === null ? vendor : `${vendor} ${name}`, String(workOrders)],
      ...[`${onSite.met}/${onSite.breached}`, `${closure.met}/${closure.breached}`, score ?? 'not rated'],
      ...[money.base, money.performancePay, money.total, money.deposit].map(amount),
    ]);
  }
  const open = missing.map(({ vendor, fact }) => `the ${fact} of ${vendor}`).join(', ');
  return `${quarter}${log === 'live' ? '' : ` of ${log}`}, as of ${asOf}\n${table.toString()}${open && `\nNot settled yet: ${open} is to come.`}`;
}
