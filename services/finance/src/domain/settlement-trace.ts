import { sumOf, toWire, type Money } from '@steward/money';
import { factNode, type TraceNode, type TraceValue } from '@steward/terms';
import type { Account } from './ledger';
import { differenceNodes, payNodes, sumNode, versionNode } from './pay-trace';
import type { PayTerms } from './quarter-pay';
import type { Settlement } from './settlement';
import type { LineKind, StatementLine } from './statement';

/** What a line states beside the pay: a claim, an adjustment or a service credit. */
export type Source = { readonly id: string; readonly amount: Money; readonly facts: TraceValue };
/** A journal as it stands in the ledger; a debit is positive. */
export type Booked = {
  readonly journalId: string;
  /** The settlement or the adjustment that it books. */
  readonly commandId: string;
  readonly postings: readonly { readonly line: number; readonly account: Account; readonly amount: Money }[];
};
/** All that a settlement's figures rest on. */
export type Traced = {
  readonly settlement: Settlement;
  readonly versions: readonly PayTerms[];
  /** Of its statement; none before it is posted. */
  readonly lines: readonly StatementLine[];
  readonly sources: readonly Source[];
  /** What the vendor owed from claims when the statement was sent. */
  readonly owed: Money;
  readonly journals: readonly Booked[];
};
export type SettlementTrace = {
  readonly settlementId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly quarter: string;
  readonly status: Settlement['status'];
  /** What is explained, the last first; all other nodes are what they rest on. */
  readonly roots: readonly string[];
  readonly nodes: readonly TraceNode[];
};

const ID = 'settlement';

/** Every figure of a settlement down to terms, score, claims and credits. Clauses 2.2.2a and 1.1.4. */
export function traceSettlement(traced: Traced): SettlementTrace {
  const { settlement, versions, journals } = traced;
  const { id: settlementId, contractId, vendorId, quarter, status } = settlement;
  const original = payNodes(ID, settlement, versions);
  const adjustments = settlement.status === 'posted' ? settlement.adjustments : [];
  const stated = settlement.status === 'posted' ? statementNodes(traced) : [];
  const booked = journals.filter(({ commandId }) => commandId === settlementId);
  const journalInputs = [`${ID}/base`, `${ID}/performancePay`, ...nettedIn(traced.lines)];
  let standing = ID;
  const corrected = adjustments.map((one) => {
    const id = `adjustment/${one.id}`;
    const { nodes, contractVersions } = payNodes(id, one, versions);
    const differences = differenceNodes(id, standing, one.difference);
    const mine = journals.filter(({ commandId }) => commandId === one.id);
    const inputs = ['base', 'performancePay'].map((name) => `${id}/difference/${name}`);
    if (one.status === 'posted' || one.status === 'unchanged') standing = id;
    const root = `${id}/difference/total`;
    return { root, contractVersions, nodes: [...nodes, ...differences, ...mine.flatMap(journalOf(inputs))] };
  });
  const used = new Set([original, ...corrected].flatMap(({ contractVersions }) => contractVersions));
  const isKept = ({ contractVersion }: PayTerms) => used.has(contractVersion);
  const nodes = [
    ...versions.filter(isKept).map(versionNode),
    ...original.nodes,
    ...stated,
    ...booked.flatMap(journalOf(journalInputs)),
    ...corrected.flatMap((one) => one.nodes),
  ];
  const roots = [
    ...corrected.map(({ root }) => root).reverse(),
    ...nodes.filter(({ kind }) => kind === 'JOURNAL').map(({ id }) => id),
    stated.length > 0 ? 'statement/total' : `${ID}/total`,
  ];
  return { settlementId, contractId, vendorId, quarter, status, roots, nodes };
}

const CREDITS: readonly LineKind[] = ['SERVICE_CREDIT', 'CREDIT_REVERSAL'];
const CLOSING: readonly LineKind[] = ['CARRIED', 'SET_OFF'];
const lineId = (index: number) => `line/${index + 1}`;
const lineIds = (lines: readonly StatementLine[], isWanted: (kind: LineKind) => boolean) =>
  lines.flatMap(({ kind }, n) => (isWanted(kind) ? [lineId(n)] : []));
/** The settlement's journal books these beside its pay; what else a statement names was booked before. */
const nettedIn = (lines: readonly StatementLine[]) =>
  lineIds(lines, (kind) => CREDITS.includes(kind) || CLOSING.includes(kind));

function statementNodes({ settlement, lines, sources, owed }: Traced): readonly TraceNode[] {
  const { currency } = settlement.total;
  const netted = lineIds(lines, (kind) => !CLOSING.includes(kind));
  const closing = (kind: LineKind) =>
    sumOf(
      currency,
      lines.filter((line) => line.kind === kind).map(({ amount }) => amount),
    );
  const total = sumOf(
    currency,
    lines.map(({ amount }) => amount),
  );
  return [
    ...sources.map(({ id, amount, facts }) =>
      factNode(`source/${id}`, 'SOURCE', '1.1.4', { amount: toWire(amount), facts }),
    ),
    factNode('owed', 'OWED', '1.1.4', toWire(owed)),
    ...lines.map((line, index) => lineNode(line, index, settlement.parts)),
    sumNode('statement/carried', 'CARRIED', netted, closing('CARRIED'), 'carried@1'),
    sumNode('statement/setOff', 'SET_OFF', [...netted, 'owed'], closing('SET_OFF'), 'set-off@1'),
    sumNode(
      'statement/total',
      'STATEMENT_TOTAL',
      [
        ...lines.map((_, n) => lineId(n)),
        ...[`${ID}/base`, `${ID}/performancePay`, 'statement/carried', 'statement/setOff'],
      ],
      total,
      'statement@1',
    ),
  ];
}

const NAMED: Partial<Record<LineKind, string>> = {
  BASE: 'base',
  PERFORMANCE_PAY: 'performancePay',
};

function lineNode(line: StatementLine, index: number, parts: Settlement['parts']): TraceNode {
  const { kind, clauseId, amount, sourceId, correctionOf } = line;
  const price = line.price ? parts.findIndex(({ firstOn }) => firstOn === line.price!.firstOn) + 1 : 1;
  const pay = NAMED[kind];
  const closing = kind === 'CARRIED' ? 'statement/carried' : kind === 'SET_OFF' ? 'statement/setOff' : null;
  return {
    ...{ id: lineId(index), kind: 'LINE', clauseId },
    formula: kind === 'SERVICE_CREDIT' ? 'negated@1' : 'stated@1',
    inputs: [closing ?? (pay ? `${ID}/price/${price}/${pay}` : `source/${sourceId}`)],
    value: { line: kind, amount: toWire(amount), sourceId, correctionOf },
  };
}

/** A journal with its postings; what it books is named by `inputs`. D6: debits equal credits. */
const journalOf =
  (inputs: readonly string[]) =>
  ({ journalId, postings }: Booked): readonly TraceNode[] => {
    const nodes = postings.map(({ line, account, amount }) =>
      factNode(`posting/${journalId}/${line}`, 'POSTING', '2.2.2a', { account, amount: toWire(amount) }),
    );
    const accounts = [...new Set(postings.map(({ account }) => account))].sort();
    const sums = accounts.map((account) => {
      const of = postings.filter((one) => one.account === account);
      const sum = of.reduce((whole, { amount }) => whole + amount.amountMinor, 0n);
      return [account, String(sum)] as const;
    });
    return [
      ...nodes,
      {
        ...{ id: `journal/${journalId}`, kind: 'JOURNAL', clauseId: '2.2.2a', formula: 'journal@1' },
        inputs: [...inputs, ...nodes.map(({ id }) => id)],
        value: { journalId, sums: Object.fromEntries(sums.filter(([, sum]) => sum !== '0')) },
      },
    ];
  };
