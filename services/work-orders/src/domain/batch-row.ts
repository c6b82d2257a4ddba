import { instantOf, instantOfLocal } from '@steward/calendar';
import { CAPABILITY_CATEGORIES, SERVICE_KINDS, SEVERITIES } from '@steward/domain';
import type { CapabilityCategory, ServiceKind, Severity } from '@steward/domain';
import type { Fact } from './facts';

/** The columns of the workbook, in its order. Clause 3.2.1a. */
export const BATCH_COLUMNS = [
  ...(['number', 'severity', 'category', 'service', 'assetClass', 'contract'] as const),
  ...(['reportedAt', 'acceptedAt', 'arrivedAt', 'resolvedAt', 'closedAt'] as const),
] as const;
export type BatchColumn = (typeof BATCH_COLUMNS)[number];

/**
 * What a cell holds: text ('' where nothing), a spreadsheet's date without a zone (`2026-10-09T17:00:00`), or
 * what is not read, as a formula.
 */
export type Cell = string | { readonly local: string } | { readonly unread: string };
export type BatchRow = {
  /** As the spreadsheet counts. */
  readonly line: number;
  readonly cells: Readonly<Record<BatchColumn, Cell>>;
};
/** What is wrong in a cell; `code` is stable. */
export type RowError = {
  readonly line: number;
  readonly column: BatchColumn;
  readonly code: string;
  readonly message: string;
};

/** What a row says without its contract. */
export type PlainRow = {
  readonly number: string;
  readonly severity: Severity;
  readonly category: CapabilityCategory;
  readonly service: ServiceKind | null;
  readonly assetClass: string | null;
  readonly contract: string;
};
type Complain = (column: BatchColumn, code: string, message: string) => null;

/** Gathers what is wrong in a row. */
export function complaints(line: number): { readonly errors: RowError[]; readonly complain: Complain } {
  const errors: RowError[] = [];
  return {
    errors,
    complain: (column, code, message) => {
      errors.push({ line, column, code, message });
      return null;
    },
  };
}

/** Reads the cells that are no instants; null where one is wrong, of which `complain` is told. */
export function plainOf({ cells }: BatchRow, complain: Complain): PlainRow | null {
  const text = (column: BatchColumn) => textOf(cells[column], column, complain);
  const needed = (column: BatchColumn) => {
    const found = text(column);
    return found === '' ? complain(column, 'work-order-batch.cell-missing', 'This is needed.') : found;
  };
  const short = (column: BatchColumn, found: string | null) =>
    found !== null && found.length > 64 ? wrong(column, complain) : found;
  const oneOf = <T extends string | number>(column: BatchColumn, all: readonly T[], found: string | null) =>
    found === null ? null : (all.find((one) => `${one}` === found) ?? wrong(column, complain));
  const number = short('number', needed('number'));
  const severity = oneOf('severity', SEVERITIES, needed('severity'));
  const category = oneOf('category', CAPABILITY_CATEGORIES, needed('category'));
  const service = oneOf('service', SERVICE_KINDS, text('service') || null);
  const assetClass = short('assetClass', text('assetClass') || null);
  const contract = needed('contract');
  if (number === null || severity === null || category === null || contract === null) return null;
  return { number, severity, category, service, assetClass, contract };
}

const INSTANTS = [
  { column: 'reportedAt', kind: 'REPORTED' },
  { column: 'acceptedAt', kind: 'ACCEPTED' },
  { column: 'arrivedAt', kind: 'ARRIVED' },
  { column: 'resolvedAt', kind: 'RESOLVED' },
  { column: 'closedAt', kind: 'CLOSED' },
] as const satisfies readonly { readonly column: BatchColumn; readonly kind: Fact['kind'] }[];
export type Happened = { readonly kind: (typeof INSTANTS)[number]['kind']; readonly at: number };

/**
 * Reads the instants, in order: text by its offset, a spreadsheet's date in the contract's zone. None is
 * before the one before it or still to come, and only an arrival may be left out before another.
 * Without a contract a spreadsheet's date is no instant, and the row is refused for that alone.
 */
export function instantsOf(
  { cells }: BatchRow,
  timezone: string | null,
  complain: Complain,
  now: Date,
): readonly Happened[] {
  const happened: Happened[] = [];
  const isGiven = (from: number) => INSTANTS.slice(from).some(({ column }) => cells[column] !== '');
  INSTANTS.forEach(({ column, kind }, n) => {
    if (cells[column] === '') {
      const isNeeded = kind === 'REPORTED' || (kind !== 'ARRIVED' && isGiven(n + 1));
      if (isNeeded) complain(column, 'work-order-batch.instant-missing', 'What follows needs this instant.');
      return;
    }
    const at = instantIn(cells[column], column, timezone, complain);
    if (at === null) return;
    const before = happened.at(-1)?.at ?? at;
    if (at < before) {
      complain(column, 'work-order.out-of-order', `${iso(at)} is before ${iso(before)}.`);
    }
    if (at > now.getTime()) {
      complain(column, 'work-order-batch.in-future', `${iso(at)} has not come yet.`);
    }
    happened.push({ kind, at });
  });
  return happened;
}

const iso = (at: number): string => new Date(at).toISOString();
const wrong = (column: BatchColumn, complain: Complain) =>
  complain(column, 'work-order-batch.cell-wrong', 'This is none of what may stand here.');

function textOf(cell: Cell, column: BatchColumn, complain: Complain): string | null {
  if (typeof cell === 'string') return cell;
  return 'local' in cell ? wrong(column, complain) : unread(cell.unread, column, complain);
}

const unread = (what: string, column: BatchColumn, complain: Complain) =>
  complain(column, 'work-order-batch.cell-unread', `${what} is not read; write the value.`);

function instantIn(
  cell: Cell,
  column: BatchColumn,
  timezone: string | null,
  complain: Complain,
): number | null {
  if (typeof cell !== 'string' && 'unread' in cell) return unread(cell.unread, column, complain);
  if (typeof cell !== 'string' && timezone === null) return null;
  const at = typeof cell === 'string' ? instantOf(cell) : instantOfLocal(cell.local, timezone!);
  if (at !== null && at >= FIRST && at < LAST) return at;
  return complain(
    column,
    'work-order-batch.instant-wrong',
    'Write a date, or an instant with its offset as 2026-10-09T17:00:00+08:00.',
  );
}
/** As instants are taken everywhere: from 1970 to 2099. */
const [FIRST, LAST] = [0, Date.UTC(2100, 0, 1)];
