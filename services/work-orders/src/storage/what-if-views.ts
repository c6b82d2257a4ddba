import {
  askedOf,
  AvailabilityTargetInput,
  CreditRegimeInput,
  IfGiven,
  SlaTargetsInput,
  WorkingTimeInput,
} from '@steward/calculators';
import { NotFound } from '@steward/domain';
import { MoneyInput, view, type ReadTx } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { regimeFromWire, type MilestoneKind, type PayCurve } from '@steward/terms';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { reckon } from '../domain/availability-month';
import type { PromisingVersion } from '../domain/promise';
import { reckonSide, tallyOf, type MeasuredService, type Side } from '../domain/what-if';
import { totalOf, type Total } from '../domain/what-if-figures';
import { count, differences, judgedUnder, monthsIn } from '../domain/what-if-counts';
import type { AskedMonth, Tally } from '../domain/what-if-counts';
import { calendarOf, drafted, ensureDraft, placedAt } from '../domain/what-if-terms';
import type { DraftTerms, SignedTerms } from '../domain/what-if-terms';
import { factsIn } from './availability-months';
import { publishedYearsOf } from './calendar-year-views';
import { signedTerms } from './contract-versions';
import { pastWorkOrders } from './past-work-orders';

/** Terms as a contract is drafted with them. What is absent stays as it was signed. Clause 2.2. */
export class DraftTermsInput {
  @IfGiven() @IsObject() @ValidateNested() @Type(() => SlaTargetsInput) slaTargets?: SlaTargetsInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => WorkingTimeInput) workingTime?: WorkingTimeInput;
  /** All services that are promised; none, if it is empty. */
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => AvailabilityTargetInput)
  @ArrayMaxSize(100)
  availability?: AvailabilityTargetInput[];
  /** Without rules, nothing is credited. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => CreditRegimeInput) creditRegime?: CreditRegimeInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => MoneyInput) yearlyAmount?: MoneyInput;
  /** Hundredths of a per cent of the fee that follow the score. */
  @IfGiven() @IsInt() @Min(0) @Max(10_000) performanceShareBps?: number;
  @IfGiven() @IsString() @Length(1, 40) curve?: string;
}

export class WhatIf {
  @IsObject() @ValidateNested() @Type(() => DraftTermsInput) terms!: DraftTermsInput;
  /** First and last day, in each contract's zone; at most sixty months. */
  @IsISO8601({ strict: true }) @Length(10, 10) fromOn!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) toOn!: string;
  /** Only this vendor's contracts; without it, all. */
  @IfGiven() @IsUUID() vendorId?: string;
  /** Only this contract. */
  @IfGiven() @IsUUID() contractId?: string;
  /** When it is asked: clocks that run still are judged by it. */
  @IsISO8601() asOf!: string;
}

export type WhatIfAnswer = {
  readonly fromOn: string;
  readonly toOn: string;
  readonly asOf: string;
  /** Those of which something was decided in the range, under either side's terms. */
  readonly workOrders: number;
  /** Whether the signed terms give what was recorded; `examples` are the first twenty that differ. */
  readonly history: {
    readonly milestones: number;
    readonly differing: number;
    readonly examples: readonly { readonly workOrderId: string; readonly kind: MilestoneKind }[];
  };
  readonly contracts: readonly {
    readonly contractId: string;
    readonly code: string | null;
    readonly vendorId: string;
    readonly workOrders: number;
    readonly signed: Side;
    readonly draft: Side;
  }[];
  readonly total: { readonly signed: Total; readonly draft: Total };
};

const EXAMPLES = 20;

/** One contract under both sides' terms, while its work orders are counted. */
type Compared = {
  readonly versions: readonly SignedTerms[];
  readonly months: readonly AskedMonth[];
  readonly signed: { readonly terms: readonly SignedTerms[]; readonly tally: Tally };
  readonly draft: { readonly terms: readonly SignedTerms[]; readonly tally: Tally };
  workOrders: number;
};

/**
 * What the past would have come to under draft terms, beside the terms that were signed: work orders are read
 * some at a time, and nothing is kept of one but what it adds to its months. Throws NotFound; breaks what
 * `ensureDraft`, `drafted` and `monthsIn` do. Clauses 1.1.4, 1.3.1, 2.2.1, 2.2.2a and 3.3.1a.
 */
export const whatIf = view(
  WhatIf,
  async (tx, { terms, asOf, ...asked }): Promise<WhatIfAnswer> => {
    const now = Date.parse(asOf);
    monthsIn(asked, 'UTC', now); // a wrong range is refused also where there is no contract
    const draft = await draftOf(tx, terms);
    const compared = await comparedContracts(tx, asked, draft, now);
    const { workOrders, history } = await counted(tx, compared, terms, now);
    const contracts: WhatIfAnswer['contracts'][number][] = [];
    for (const [contractId, one] of compared) {
      if (one.workOrders === 0 && !livesIn(one.versions, asked)) continue;
      const [signed, drafted] = await measuredBySides(tx, one);
      const { code, vendorId } = one.versions.at(-1)!;
      contracts.push({
        ...{ contractId, code, vendorId, workOrders: one.workOrders },
        signed: reckonSide(one.signed.terms, one.signed.tally, signed),
        draft: reckonSide(one.draft.terms, one.draft.tally, drafted),
      });
    }
    const total = {
      signed: totalOf(contracts.map(({ signed }) => signed)),
      draft: totalOf(contracts.map((one) => one.draft)),
    };
    return { fromOn: asked.fromOn, toOn: asked.toOn, asOf, workOrders, history, contracts, total };
  },
  { isOfOneInstant: true },
);

async function draftOf(tx: ReadTx, terms: DraftTermsInput): Promise<DraftTerms> {
  const { slaTargets, workingTime, availability, creditRegime, yearlyAmount, performanceShareBps } = terms;
  const years = workingTime ? await publishedYearsOf.handle(tx, workingTime) : [];
  return placedAt('/terms', () => {
    const slots = workingTime?.slots.map(({ from, to }) => [from, to] as const) ?? [];
    const draft: DraftTerms = {
      ...(slaTargets && { slaTargets }),
      ...(workingTime && { calendar: calendarOf({ ...workingTime, slots }, years) }),
      ...(availability && { availability: availability.map(askedOf) }),
      ...(creditRegime && { creditRegime: regimeFromWire(creditRegime) }),
      ...(yearlyAmount && { yearlyAmount: fromWire(yearlyAmount) }),
      ...(performanceShareBps !== undefined && { performanceShareBps }),
      ...(terms.curve !== undefined && { curve: terms.curve as PayCurve }), // the rule refuses others
    };
    ensureDraft(draft);
    return draft;
  });
}

type AskedFor = Pick<WhatIf, 'fromOn' | 'toOn' | 'vendorId' | 'contractId'>;

/** By the id of the contract. Throws NotFound where a vendor or contract was named that has no version. */
async function comparedContracts(
  tx: ReadTx,
  asked: AskedFor,
  draft: DraftTerms,
  now: number,
): Promise<ReadonlyMap<string, Compared>> {
  const all = await signedTerms(tx, asked);
  if (all.length === 0 && asked.contractId) throw new NotFound('contract', asked.contractId);
  if (all.length === 0 && asked.vendorId) throw new NotFound('vendor', asked.vendorId);
  const compared = new Map<string, Compared>();
  for (const contractId of new Set(all.map((each) => each.contractId))) {
    const versions = all.filter((each) => each.contractId === contractId);
    const months = monthsIn(asked, versions[0]!.calendar.timezone, now);
    const terms = placedAt('/terms', () => drafted(versions, draft));
    compared.set(contractId, {
      ...{ versions, months, workOrders: 0 },
      signed: { terms: versions, tally: tallyOf(versions, months) },
      draft: { terms, tally: tallyOf(terms, months) },
    });
  }
  return compared;
}

/** Counts what every work order adds to both sides of its contract. */
async function counted(
  tx: ReadTx,
  compared: ReadonlyMap<string, Compared>,
  { slaTargets, workingTime }: DraftTermsInput,
  now: number,
): Promise<Pick<WhatIfAnswer, 'workOrders' | 'history'>> {
  const months = [...compared.values()].flatMap((one) => one.months);
  const from = Math.min(...months.map((month) => month.from));
  const to = Math.max(...months.map((month) => month.to));
  const isClockOther = slaTargets !== undefined || workingTime !== undefined;
  const history = {
    milestones: 0,
    differing: 0,
    examples: [] as { workOrderId: string; kind: MilestoneKind }[],
  };
  let workOrders = 0;
  if (months.length === 0) return { workOrders, history };
  for await (const batch of pastWorkOrders(tx, [...compared.keys()], { from, to }, now)) {
    for (const past of batch) {
      const one = compared.get(past.contractId)!;
      const version = one.versions.findIndex((each) => each.contractVersion === past.contractVersion);
      const readings = judgedUnder(past, one.signed.terms[version]!);
      const others = isClockOther ? judgedUnder(past, one.draft.terms[version]!) : readings;
      const [isThen, isThenOther] = [count(one.signed.tally, readings), count(one.draft.tally, others)];
      if (!isThen && !isThenOther) continue;
      one.workOrders += 1;
      workOrders += 1;
      const differing = differences(past, readings);
      history.milestones += readings.length;
      history.differing += differing.length;
      const room = EXAMPLES - history.examples.length;
      history.examples.push(
        ...differing.slice(0, room).map((kind) => ({ workOrderId: past.workOrderId, kind })),
      );
    }
  }
  return { workOrders, history };
}

const livesIn = (versions: readonly SignedTerms[], { fromOn, toOn }: AskedFor): boolean =>
  versions.some(({ startOn, endOn }) => startOn <= toOn && endOn >= fromOn);

/** The services of a contract in the months that are whole, by the promises of either side. Clause 2.2.1c. */
async function measuredBySides(
  tx: ReadTx,
  { signed, draft, versions, months }: Compared,
): Promise<readonly [signed: MeasuredService[], draft: MeasuredService[]]> {
  const sides = [promisesOf(signed.terms), promisesOf(draft.terms)] as const;
  const found: readonly [MeasuredService[], MeasuredService[]] = [[], []];
  const services = new Set(sides.flat().flatMap((each) => each.availability.map(({ service }) => service)));
  const { contractId, vendorId } = versions[0]!;
  for (const asked of months.filter(({ isWhole }) => isWhole)) {
    for (const service of services) {
      const key = { contractId, vendorId, service, month: asked.month };
      const facts = await factsIn(tx, key, asked);
      for (const [n, promises] of sides.entries()) {
        const reckoned = reckon(undefined, key, promises, facts);
        if (!reckoned) continue;
        const { isMet, displayPercent, needsDecision, ...figures } = reckoned.availability;
        const { agreedSeconds, plannedSeconds, downSeconds } = figures;
        found[n]!.push({
          ...{ service, month: asked.month, isMet, displayPercent, needsDecision },
          ...{
            targetPerMille: reckoned.basis.target.targetPerMille,
            agreedSeconds,
            plannedSeconds,
            downSeconds,
          },
        });
      }
    }
  }
  return found;
}

const promisesOf = (versions: readonly SignedTerms[]): readonly PromisingVersion[] =>
  versions.map((version) => ({ ...version, timezone: version.calendar.timezone }));
