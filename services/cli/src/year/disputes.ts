import { Failure } from '../failure';
import type { Company } from './company';
import { clockTime, type Day } from './days';

type Amount = { readonly amountMinor: string; readonly currency: string };
type Credit = { readonly breachId: string; readonly granted: Amount };
type Damage = { readonly damageId: string };
type Hold = { readonly holdId: string };
type Posted = { readonly deductionId: string; readonly posted: Amount };
type Quarter<K extends string> = { readonly [id in K]: string } & { readonly contractId: string };
type Milestone = { readonly milestoneId: string; readonly kind: string; readonly verdict: string };

const cny = (amountMinor: string): Amount => ({ amountMinor, currency: 'CNY' });
const partyOf = ({ parties, vendors }: Company, code: string) => {
  const party = parties.find((one) => one.code === code);
  if (!party) throw new Failure(`${code} is not there.`);
  return { contractId: party.contractId, login: vendors.get(code)! };
};
const only = <T>(items: readonly T[], what: string): T => {
  if (!items[0]) throw new Failure(`There is no ${what}.`);
  return items[0];
};

/** Whose breach costs more than what was credited for it. */
const DAMAGED_BY = 's01';

/**
 * A late arrival of January, credited already, has cost ¥100,000.00, 70 % of it by the vendor's fault: what
 * was credited is netted, the rest held. The vendor objects to ¥10,000.00, of which ¥4,000.00 turn out to be
 * due; what is deducted it pays in again. Clauses 1.1.4 and 3.3.1b, D6.2 to D6.5.
 */
export async function claimDamages(day: Day, company: Company): Promise<void> {
  const act = DAMAGES[day.date];
  if (act) await act(day, company);
}

const DAMAGES: Readonly<Record<string, (day: Day, company: Company) => Promise<void>>> = {
  async '2025-03-10'(day, company) {
    const { contractId, login } = partyOf(company, DAMAGED_BY);
    const { cast } = company;
    const credits = await cast
      .as('auditor')
      .all<Credit>(`finance/v1/service-credits?contractId=${contractId}&month=2025-01`);
    const granted = ({ granted: { amountMinor } }: Credit) => BigInt(amountMinor);
    const most = credits.toSorted((a, b) => (granted(a) > granted(b) ? -1 : 1));
    const { breachId } = only(most, 'credit of January');
    const manager = cast.playedAt(clockTime(day, 10)).as('vendor-manager');
    const { damageId } = await manager.post<Damage>('finance/v1/damages', 'year/damage', {
      ...{ contractId, breachId, basis: 'LOSS', loss: cny('10000000'), occurredOn: '2025-01-03' },
      ...{ description: '迟到期间业务停顿造成的损失', evidence: ['损失核算表'] },
    });
    const its = `finance/v1/damages/${damageId}`;
    const shared = { cause: 'SHARED', vendorBps: 7000 };
    await manager.post(`${its}/attribution`, 'year/damage/attribution', shared);
    const said = { text: '部分停顿因备件未到场', evidence: [] };
    await login.playedAt(clockTime(day, 15)).post(`${its}/statement`, 'year/damage/statement', said);
  },
  async '2025-03-11'(day, { cast, ...company }) {
    const { contractId } = partyOf({ cast, ...company }, DAMAGED_BY);
    const found = await cast.as('auditor').all<Damage>(`finance/v1/damages?contractId=${contractId}`);
    const its = `finance/v1/damages/${only(found, 'damage').damageId}`;
    const then = cast.playedAt(clockTime(day, 10));
    await then.as('finance-maker').post(`${its}/submission`, 'year/damage/submission');
    await then.as('finance-checker').post(`${its}/approval`, 'year/damage/approval');
  },
  async '2025-03-13'(day, company) {
    const { login } = partyOf(company, DAMAGED_BY);
    const objection = { amount: cny('1000000'), reason: '备件由客户保管', evidence: ['备件交接单'] };
    const its = await holdOf(company);
    await login.playedAt(clockTime(day, 10)).post(`${its}/objection`, 'year/hold/objection', objection);
  },
  // The window's ten working days ended with the 25th.
  async '2025-03-26'(day, company) {
    await deduct(day, company, 'posting', {});
  },
  async '2025-03-31'(day, company) {
    await deduct(day, company, 'settlement', { due: cny('400000'), reason: '交接单只能证明一部分' });
  },
  async '2025-04-03'(day, company) {
    const { contractId } = partyOf(company, DAMAGED_BY);
    const receipt = { custodianReference: 'DEMO-REPLENISH', receivedOn: day.date, amount: cny('4800000') };
    const maker = company.cast.playedAt(clockTime(day, 10)).as('finance-maker');
    await maker.post(`finance/v1/deposits/${contractId}/receipts`, 'year/hold/replenish', receipt);
  },
};

async function holdOf(company: Company): Promise<string> {
  const { contractId } = partyOf(company, DAMAGED_BY);
  const holds = await company.cast.as('auditor').all<Hold>(`finance/v1/holds?contractId=${contractId}`);
  return `finance/v1/holds/${only(holds, 'hold').holdId}`;
}

/** What is decided of a hold, and the custodian's movement of what it deducts. */
async function deduct(day: Day, company: Company, step: string, decision: object): Promise<void> {
  const then = company.cast.playedAt(clockTime(day, 10));
  const its = await holdOf(company);
  await then.as('office-head').post(`${its}/${step}`, `year/hold/${step}`, decision);
  type Shown = { readonly deductions: readonly (Posted & { readonly custodianReference: string | null })[] };
  const { deductions } = await company.cast.as('auditor').get<Shown>(its);
  const custodianReference = `DEMO-DEDUCT-${step}`;
  const own = deductions.find((one) => one.custodianReference === custodianReference);
  const { deductionId } =
    own ??
    only(
      deductions.filter((one) => one.custodianReference === null),
      'deduction',
    );
  const moved = { custodianReference, movedOn: day.date };
  const place = `finance/v1/deductions/${deductionId}/confirmation`;
  await then.as('finance-maker').post(place, `year/deduction/${step}`, moved);
}

/**
 * The vendor disputes a line of its first statement; two persons look again, and it stands. What it does not
 * dispute is paid in time. Clauses 2.2.2a and 3.3.2a.
 */
export async function disputeLine(day: Day, company: Company): Promise<void> {
  if (day.date !== '2025-04-15' && day.date !== '2025-04-17') return;
  const { contractId, login } = partyOf(company, DAMAGED_BY);
  const then = company.cast.playedAt(clockTime(day, 10));
  const place = `finance/v1/settlements?quarter=2025Q1&contractId=${contractId}`;
  const settlements = await then.as('auditor').all<Quarter<'settlementId'>>(place);
  const { settlementId } = only(settlements, 'settlement of 2025Q1');
  const statement = `finance/v1/settlements/${settlementId}/statement`;
  type Lines = { readonly lines: readonly { readonly line: number; readonly kind: string }[] };
  const { lines } = await then.as('auditor').get<Lines>(statement);
  const credit = only(
    lines.filter(({ kind }) => kind === 'SERVICE_CREDIT'),
    'credit on the statement',
  );
  const its = `${statement}/lines/${credit.line}`;
  if (day.date === '2025-04-15') {
    const reason = '到场时间应以门禁记录为准';
    await login.playedAt(clockTime(day, 10)).post(`${its}/objection`, 'year/line/objection', { reason });
    return;
  }
  const stands = { corrected: null, reason: '门禁记录与签到一致' };
  await then.as('finance-maker').post(`${its}/resolution`, 'year/line/resolution', stands);
  await then.as('finance-checker').post(`${its}/resolution/approval`, 'year/line/resolution/approval');
}

/** Whose closure of the second quarter turns out to have been in time. */
const APPEALED = { vendor: 't03', quarter: '2025Q2' };

/**
 * A vendor appeals within the window against a breach, and is granted it after the quarter was paid: the
 * score is corrected, and the pay adjusted. Clause 1.3.1, D3.
 */
export async function appealScore(day: Day, company: Company): Promise<void> {
  if (day.date !== '2025-07-14' && day.date !== '2025-07-18') return;
  const { contractId, login } = partyOf(company, APPEALED.vendor);
  const auditor = company.cast.as('auditor');
  const place = 'appraisal/v1/appraisals';
  const appraisals = await auditor.all<Quarter<'appraisalId'>>(`${place}?quarter=${APPEALED.quarter}`);
  const { appraisalId } = only(
    appraisals.filter((one) => one.contractId === contractId),
    'appraisal',
  );
  type Frozen = { readonly manifest: { readonly milestones: readonly Milestone[] } };
  const { manifest } = await auditor.get<Frozen>(`${place}/${appraisalId}/manifest?revision=1`);
  const { milestoneId } = only(
    manifest.milestones.filter(({ kind, verdict }) => kind === 'CLOSURE' && verdict === 'BREACHED'),
    'breach to appeal against',
  );
  const asked = { subject: milestoneId, claim: '故障已按时闭环,工单关闭时间有误' };
  if (day.date === '2025-07-14') {
    const appeal = { revision: 1, statement: '请按客户确认邮件更正', items: [asked], documents: [] };
    const vendor = login.playedAt(clockTime(day, 10));
    await vendor.post(`${place}/${appraisalId}/appeals`, 'year/appeal', appeal);
    return;
  }
  type Appeal = { readonly appealId: string; readonly appraisalId: string };
  const appeals = await auditor.all<Appeal>('appraisal/v1/appeals');
  const { appealId } = only(
    appeals.filter((one) => one.appraisalId === appraisalId),
    'appeal',
  );
  const decision = { rulings: [{ milestoneId, verdict: 'MET' }], reason: '客户确认邮件属实' };
  const legal = company.cast.playedAt(clockTime(day, 10)).as('legal');
  await legal.post(`appraisal/v1/appeals/${appealId}/decision`, 'year/appeal/decision', decision);
}
