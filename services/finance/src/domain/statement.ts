import { dayNumber, dayText, localDateOf, quarterOfMonth, startOfLocalDay } from '@steward/calendar';
import { importedId } from '@steward/domain';
import { statementSent, type StatementEvent } from '@steward/events';
import { minus, money, plus, sumOf, zero, type Money } from '@steward/money';
import { credit, debit, type Entry } from './ledger';
import type { Calculation } from './quarter-pay';
import { positive, setOff } from './set-off';
import { settlementIdOf, type Identity } from './settlement';

export const LINE_KINDS = [
  'BASE',
  'PERFORMANCE_PAY',
  'OUT_OF_SCOPE',
  'DISPUTE',
  'ADJUSTMENT',
  'SERVICE_CREDIT',
  'CREDIT_REVERSAL',
  'CARRIED',
  'SET_OFF',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** A line of a statement; what is taken off is negative. */
export type StatementLine = {
  readonly kind: LineKind;
  readonly clauseId: string;
  readonly amount: Money;
  /** The settlement, claim, adjustment or credit that it states. */
  readonly sourceId: string;
  /** Whose price it is, and on which days it counts; null for what is not priced by days. */
  readonly price: {
    readonly contractVersion: number;
    readonly firstOn: string;
    readonly lastOn: string;
  } | null;
  /** The settlement that it corrects, which was posted before. */
  readonly correctionOf: string | null;
};
/** What a vendor is paid with a settlement: the sum of its lines. Clauses 1.1.4, 2.2.2 and 3.3.2a. */
export type Statement = Identity & {
  readonly lines: readonly StatementLine[];
  readonly total: Money;
  readonly sentAt: Date;
  /** From then on what the vendor has not disputed stands. */
  readonly respondBy: Date;
  /** The day by which what is not disputed is paid. */
  readonly payableOn: string;
};

type Sourced = { readonly sourceId: string; readonly amount: Money };
/** What stands in the ledger, or is to be netted, and was on no statement yet. */
export type Unstated = {
  /** What the vendor is to get beside its settlements. */
  readonly claims: readonly (Sourced & { readonly cause: string; readonly correctionOf: string | null })[];
  readonly adjustments: readonly (Sourced & { readonly correctionOf: string })[];
  readonly credits: readonly (Sourced & { readonly month: string })[];
  readonly reversals: readonly (Sourced & { readonly month: string })[];
  /** What the vendor owes from damages and claims, without what a deposit is held for. D5. */
  readonly owed: Money;
};
/** By what a statement is sent. */
export type Sending = {
  readonly timezone: string;
  readonly paymentTermDays: number;
  readonly responseDays: number;
  readonly now: Date;
};

/**
 * States what a settlement comes to with all that is netted to it, and how the netting is booked. Credits and
 * what is owed take no more than is paid; what they leave is due from the vendor. Clause 2.2.2a, D5.
 */
export function stateSettlement(
  settlement: Identity & Calculation,
  unstated: Unstated,
  { timezone, paymentTermDays, responseDays, now }: Sending,
): {
  readonly statement: Statement;
  readonly netting: readonly Entry[];
  readonly events: readonly StatementEvent[];
} {
  const { id, contractId, vendorId, quarter } = settlement;
  const { currency } = settlement.total;
  const due = [...payLines(settlement), ...besideLines(unstated)];
  const credits = creditLines(settlement, unstated);
  const [invoice, net] = [sumIn(currency, due), minus(zero(currency), sumIn(currency, credits))];
  // Reversals beyond the credits raise what is paid.
  const raised = positive(minus(zero(currency), net));
  const { creditsFromInvoice, damagesFromInvoice } = setOff({
    ...{ credits: positive(net), damages: unstated.owed, deposit: zero(currency) },
    invoice: positive(plus(invoice, raised)),
  });
  const carried = minus(positive(net), creditsFromInvoice);
  const closing: readonly StatementLine[] = [
    { ...plain(id), kind: 'CARRIED', clauseId: '1.1.4', amount: carried },
    { ...plain(id), kind: 'SET_OFF', clauseId: '1.1.4', amount: negative(damagesFromInvoice) },
  ];
  const lines = [...due, ...credits, ...closing].filter(({ amount }) => amount.amountMinor !== 0n);
  const day = localDateOf({ timezone }, now.getTime());
  const sent = {
    ...{ contractId, vendorId, quarter, total: sumIn(currency, lines), sentAt: now },
    respondBy: new Date(startOfLocalDay(daysAfter(day, responseDays + 1), timezone)),
    payableOn: daysAfter(day, paymentTermDays),
  };
  return {
    statement: { ...sent, id, lines },
    events: [statementSent({ ...sent, statementId: statementIdOf(id), settlementId: id })],
    netting: [
      ...[debit('L.PAYABLE_VENDOR', minus(net, carried)), debit('A.CLAIMS_RECEIVABLE', carried)],
      credit('R.SERVICE_CREDIT', net),
      ...[debit('L.PAYABLE_VENDOR', damagesFromInvoice), credit('A.CLAIMS_RECEIVABLE', damagesFromInvoice)],
    ],
  };
}

/** Of the one statement of a settlement; what is told of each is numbered by itself. */
export const statementIdOf = (settlementId: string): string => importedId('statement', settlementId);

/** Each price's base and performance pay. */
function payLines({ id, parts, base, performancePay }: Identity & Calculation): readonly StatementLine[] {
  const about = { ...plain(id), clauseId: '2.2.2a' };
  const pays = parts.length > 0 ? parts : [{ base, performancePay }];
  return pays.flatMap((part) => {
    const price = 'firstOn' in part ? priceOf(part) : null;
    return [
      { ...about, price, kind: 'BASE' as const, amount: part.base },
      { ...about, price, kind: 'PERFORMANCE_PAY' as const, amount: part.performancePay },
    ];
  });
}

const priceOf = ({ contractVersion, firstOn, lastOn }: NonNullable<StatementLine['price']>) => ({
  ...{ contractVersion, firstOn, lastOn },
});

/** What was booked to the vendor's account beside the settlement. */
const besideLines = ({ claims, adjustments }: Unstated): readonly StatementLine[] => [
  ...claims.map(({ cause, ...claim }): StatementLine => {
    const isCharge = cause === 'CHANGE_ORDER';
    const clauseId = isCharge ? '2.2.2b' : '3.3.2a';
    return { ...claim, kind: isCharge ? 'OUT_OF_SCOPE' : 'DISPUTE', clauseId, price: null };
  }),
  ...adjustments.map((adjustment): StatementLine => ({
    ...{ ...adjustment, kind: 'ADJUSTMENT', clauseId: '2.2.2a', price: null },
  })),
];

/** A credit of a quarter before comes late and names that quarter's settlement. */
function creditLines(
  { contractId, quarter }: Identity,
  { credits, reversals }: Unstated,
): readonly StatementLine[] {
  const lineOf = (kind: LineKind) => (one: Unstated['credits'][number]) => {
    const of = quarterOfMonth(one.month);
    const correctionOf = of === quarter ? null : settlementIdOf(contractId, of);
    const amount = kind === 'SERVICE_CREDIT' ? negative(one.amount) : one.amount;
    return { kind, clauseId: '1.1.4', amount, sourceId: one.sourceId, price: null, correctionOf };
  };
  return [...credits.map(lineOf('SERVICE_CREDIT')), ...reversals.map(lineOf('CREDIT_REVERSAL'))];
}

const plain = (sourceId: string) => ({ sourceId, price: null, correctionOf: null });
const negative = ({ amountMinor, currency }: Money): Money => money(-amountMinor, currency);
const daysAfter = (day: string, days: number): string => dayText(dayNumber(day) + days);
const sumIn = (currency: string, lines: readonly StatementLine[]): Money =>
  sumOf(
    currency,
    lines.map(({ amount }) => amount),
  );
