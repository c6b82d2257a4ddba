import { moneyText } from '../report/money-text';
import type { Company } from './company';
import type { Day } from './days';

type Verdicts = { readonly met: number; readonly breached: number };
type Tally = { readonly reported: number; readonly closed: number; readonly reopened: number } & Readonly<
  Record<'onSite' | 'closure', Verdicts>
>;
type Meeting = { readonly status: string };
type Procedure = { readonly contractId: string; readonly kind: string; readonly openedAt: string };
type Charged = {
  readonly amountMinor: string;
  readonly currency: string;
  readonly chargedAt: string;
};
type Sum = { readonly amountMinor: string; readonly currency: string };
type Claim = {
  readonly amount: Sum;
  readonly postedAt: string | null;
};
type Damage = {
  readonly figures: { readonly damages: Sum; readonly netted: Sum } | null;
  readonly postedAt: string | null;
};
type Hold = {
  readonly amount: Sum;
  readonly posted: Sum;
  readonly freed: Sum;
  readonly resolvedAt: string | null;
};
type Adjustment = { readonly difference: { readonly total: Sum }; readonly postedAt: string | null };
type Posted = {
  readonly quarter: string;
  readonly status: string;
  readonly current: { readonly total: { readonly amountMinor: string; readonly currency: string } };
  readonly postedAt: string | null;
};

/** What a month came to, in one line. */
export async function headlineOf(days: readonly Day[], { cast, parties }: Company): Promise<string> {
  const auditor = cast.as('auditor');
  const [first, last] = [days[0]!, days.at(-1)!];
  const [from, to] = [first.startsAt, last.endsAt].map((at) => new Date(at).toISOString()) as [
    string,
    string,
  ];
  const isThen = (at: string | null) => at !== null && from <= at && at <= to;

  const { reported, closed, reopened, onSite, closure } = await auditor.get<Tally>(
    `work-orders/v1/tally?from=${from}&to=${to}`,
  );
  const meetings = await auditor.all<Meeting>(`collaboration/v1/meetings?month=${first.month}`);
  const held = meetings.filter(({ status }) => status === 'held').length;
  const procedures = (await auditor.all<Procedure>('appraisal/v1/procedures')).filter(({ openedAt }) =>
    isThen(openedAt),
  );
  const opened = procedures.map(({ contractId, kind }) => {
    const code = parties.find((party) => party.contractId === contractId)?.code ?? contractId;
    return `${kind} procedure opened for ${code}`;
  });
  const posted = (await auditor.all<Posted>('finance/v1/settlements?status=posted')).filter(({ postedAt }) =>
    isThen(postedAt),
  );
  const charged = await auditor.all<Charged>('contracts/v1/change-orders?status=charged');
  const orders = charged.filter(({ chargedAt }) => isThen(chargedAt));
  const claims = (await auditor.all<Claim>('finance/v1/claims?status=posted')).filter(({ postedAt }) =>
    isThen(postedAt),
  );
  const damages = (await auditor.all<Damage>('finance/v1/damages?status=assessed')).filter(({ postedAt }) =>
    isThen(postedAt),
  );
  const holds = (await auditor.all<Hold>('finance/v1/holds?status=resolved')).filter(({ resolvedAt }) =>
    isThen(resolvedAt),
  );
  const adjustments = (await auditor.all<Adjustment>('finance/v1/adjustments?status=posted')).filter(
    ({ postedAt }) => isThen(postedAt),
  );
  return [
    `${first.month}: ${reported} reported, ${closed} closed, ${reopened} reopened`,
    `breaches ${onSite.breached} on site and ${closure.breached} in closure`,
    `${held} of ${meetings.length} meetings held`,
    ...settledText(posted),
    ...orders.map(
      ({ amountMinor, currency }) => `a change order charged ${moneyText(amountMinor, currency)}`,
    ),
    ...claims.map(({ amount }) => `a claim of ${text(amount)} posted`),
    ...adjustments.map(({ difference }) => `an adjustment of ${text(difference.total)} posted`),
    ...damages.flatMap(({ figures }) =>
      figures ? [`damages of ${text(figures.damages)} after ${text(figures.netted)} of credits`] : [],
    ),
    ...holds.map(
      ({ amount, posted: deducted, freed }) =>
        `of ${text(amount)} held ${text(deducted)} deducted and ${text(freed)} freed`,
    ),
    ...opened,
  ].join('; ');
}

const text = ({ amountMinor, currency }: Sum): string => moneyText(amountMinor, currency);

function settledText(posted: readonly Posted[]): string[] {
  if (posted.length === 0) return [];
  const { currency } = posted[0]!.current.total;
  const sum = posted.reduce((total, { current }) => total + BigInt(current.total.amountMinor), 0n);
  return [`${posted[0]!.quarter} settled with ${posted.length} vendors: ${moneyText(`${sum}`, currency)}`];
}
