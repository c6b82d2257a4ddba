import { DateTime } from 'luxon';

/** Milestones of one kind by their verdict. */
export type Verdicts = { readonly met: number; readonly breached: number; readonly open: number };
export type Counts = { readonly onSite: Verdicts; readonly closure: Verdicts; readonly workOrders: number };

/** The log of what was worked on the platform itself, and not imported. */
export const LIVE = 'live';
/** What is known of a log: its latest import, or of live work its latest closing. */
export type LogFacts = {
  readonly log: string;
  /** Counts the ends of the log's imports. */
  readonly revision: number;
  readonly asOf: Date;
  readonly timezone: string;
  /** Rows of the import; live work has none. */
  readonly rows: RowCounts | null;
};
export type RowCounts = {
  readonly read: number;
  readonly applied: number;
  readonly refused: number;
  readonly warned: number;
};
/** What is known of one contract's quarter. Facts come in any order; null is one that has not come. */
export type ContractFacts = {
  readonly vendorCode: string;
  readonly vendorName: string | null;
  readonly period: Counts | null;
  readonly appraisal: (Counts & { readonly revision: number; readonly score: string | null }) | null;
  /** Amounts are minor units as text: the original settlement plus its adjustments. */
  readonly settlement: {
    readonly appraisalRevision: number;
    readonly currency: string;
    readonly base: string;
    readonly pool: string;
    readonly performancePay: string;
    readonly total: string;
  } | null;
  readonly deposit: { readonly currency: string; readonly balance: string } | null;
};

type Money = string | null;
/** The quarter as `steward report quarter` prints it. Money and score are null where nothing stands yet. */
export type QuarterReport = {
  readonly quarter: string;
  readonly asOf: string;
  readonly import: RowCounts | null;
  readonly vendors: readonly {
    readonly vendor: string;
    readonly workOrders: number;
    readonly onSite: Verdicts;
    readonly closure: Verdicts;
    readonly score: string | null;
    readonly base: Money;
    readonly pool: Money;
    readonly performancePay: Money;
    readonly total: Money;
  }[];
};
/** The first fact that a contract's quarter still waits for. */
export type Missing = { readonly vendor: string; readonly fact: 'closing' | 'appraisal' | 'settlement' };
/** The quarter for people: also names, deposits and how far it is. */
export type QuarterTable = {
  readonly quarter: string;
  readonly log: string;
  readonly asOf: string;
  readonly isComplete: boolean;
  readonly missing: readonly Missing[];
  readonly vendors: readonly (QuarterReport['vendors'][number] & {
    readonly name: string | null;
    readonly currency: string | null;
    readonly deposit: Money;
  })[];
};

const NONE: Counts = {
  onSite: { met: 0, breached: 0, open: 0 },
  closure: { met: 0, breached: 0, open: 0 },
  workOrders: 0,
};

export function reportOf(quarter: string, log: LogFacts, contracts: readonly ContractFacts[]): QuarterReport {
  return {
    quarter,
    asOf: asOfText(log),
    import: log.rows && rowsIn(log.rows),
    vendors: contracts.map(lineOf),
  };
}

export function tableOf(quarter: string, log: LogFacts, contracts: readonly ContractFacts[]): QuarterTable {
  const missing = missingOf(contracts);
  const vendors = contracts.map((contract) => ({
    ...lineOf(contract),
    name: contract.vendorName,
    currency: contract.settlement?.currency ?? contract.deposit?.currency ?? null,
    deposit: contract.deposit?.balance ?? null,
  }));
  return { quarter, log: log.log, asOf: asOfText(log), isComplete: missing.length === 0, missing, vendors };
}

/**
 * What the quarter still waits for. It is complete when every contract's latest closing has a published
 * appraisal with the same counts, and a settlement that follows that appraisal stands in the ledger. D3.
 */
export function missingOf(contracts: readonly ContractFacts[]): Missing[] {
  return contracts.flatMap(({ vendorCode: vendor, period, appraisal, settlement }): Missing[] => {
    if (period === null) return [{ vendor, fact: 'closing' }];
    if (appraisal === null || !areSame(period, appraisal)) return [{ vendor, fact: 'appraisal' }];
    if (settlement?.appraisalRevision !== appraisal.revision) return [{ vendor, fact: 'settlement' }];
    return [];
  });
}

function lineOf({
  vendorCode,
  period,
  appraisal,
  settlement,
}: ContractFacts): QuarterReport['vendors'][number] {
  const { workOrders, onSite, closure } = period ?? NONE;
  return {
    vendor: vendorCode,
    workOrders,
    onSite: verdictsOf(onSite),
    closure: verdictsOf(closure),
    score: appraisal?.score ?? null,
    base: settlement?.base ?? null,
    pool: settlement?.pool ?? null,
    performancePay: settlement?.performancePay ?? null,
    total: settlement?.total ?? null,
  };
}

/** In the order that the report has them: a stored object keeps none. */
const rowsIn = ({ read, applied, refused, warned }: RowCounts): RowCounts => ({
  ...{ read, applied, refused, warned },
});
const verdictsOf = ({ met, breached, open }: Verdicts): Verdicts => ({ met, breached, open });

const areSame = (one: Counts, other: Counts): boolean =>
  one.workOrders === other.workOrders &&
  (['onSite', 'closure'] as const).every((kind) =>
    (['met', 'breached', 'open'] as const).every((verdict) => one[kind][verdict] === other[kind][verdict]),
  );

/** ISO 8601 with the offset of the log's zone. */
function asOfText({ asOf, timezone }: LogFacts): string {
  const text = DateTime.fromJSDate(asOf, { zone: timezone }).toISO({ suppressMilliseconds: true });
  if (text === null) throw new RangeError(`${timezone} is no time zone.`);
  return text;
}
