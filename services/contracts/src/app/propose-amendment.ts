import {
  askedOf,
  AvailabilityTargetInput,
  IfGiven,
  SlaTargetsInput,
  WorkingTimeInput,
} from '@steward/calculators';
import { CAPABILITY_CATEGORIES, type CapabilityCategory } from '@steward/domain';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { regimeFromWire, targetsOf, type PayCurve } from '@steward/terms';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsIn,
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
import { propose, type Changes } from '../domain/amendment';
import { damagesOf } from '../domain/damages';
import { loadAmended, saveAmendment } from '../storage/amendments';
import { legalFromJson, rateFromJson } from '../storage/legal-terms';
import { normsInForce, policyCapBps, policyTarget } from '../storage/norms';
import {
  ClauseInput,
  LegalTermsInput,
  LiabilityTermsInput,
  ObligationInput,
  RateInput,
  ScopeItemInput,
} from './draft-contract';

/** What is absent stays as it is; what is given replaces the whole term. */
export class ProposeAmendment extends LiabilityTermsInput {
  @IsUUID() contractId!: string;
  /** From when on the new terms count, as `2026-11-01T00:00:00+08:00`; not in the past when it is signed. */
  @IsISO8601({ strict: true, strictSeparator: true }) @Length(20, 35) effectiveAt!: string;
  @IsString() @Length(3, 500) reason!: string;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => MoneyInput) yearlyAmount?: MoneyInput;
  @IfGiven() @IsInt() @Min(0) @Max(10_000) performanceShareBps?: number;
  @IfGiven() @IsString() @Length(1, 40) curve?: string;
  @IfGiven() @IsISO8601({ strict: true }) @Length(10, 10) endOn?: string;
  @IfGiven()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(CAPABILITY_CATEGORIES, { each: true })
  categories?: CapabilityCategory[];
  @IfGiven() @IsObject() @ValidateNested() @Type(() => WorkingTimeInput) workingTime?: WorkingTimeInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => SlaTargetsInput) slaTargets?: SlaTargetsInput;
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => ClauseInput)
  @ArrayMaxSize(100)
  clauses?: ClauseInput[];
  @IfGiven() @IsObject() @ValidateNested() @Type(() => LegalTermsInput) legal?: LegalTermsInput;
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => ScopeItemInput)
  @ArrayMaxSize(500)
  scope?: ScopeItemInput[];
  @IfGiven() @ValidateNested({ each: true }) @Type(() => RateInput) @ArrayMaxSize(100) rateCard?: RateInput[];
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => AvailabilityTargetInput)
  @ArrayMaxSize(100)
  availability?: AvailabilityTargetInput[];
  /** Those that the version brings; what earlier versions brought stays owed. Clause 1.3.4. */
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => ObligationInput)
  @ArrayMaxSize(100)
  obligations?: ObligationInput[];
  /** Why the contract leaves a norm of the policy. */
  @IfGiven() @IsString() @Length(3, 500) waiver?: string;
}

/** Proposes the next version of a contract. Clause 1.3.3. */
export const proposeAmendment = useCase(
  ProposeAmendment,
  async (tx, { contractId, effectiveAt, reason, availability, damages, ...given }) => {
    const amended = await loadAmended(tx, contractId);
    const changes = {
      ...changesOf(given),
      ...(availability && { availability: targetsOf(availability.map(askedOf), await policyTarget(tx)) }),
      ...(damages && { damages: damagesOf(damages, await policyCapBps(tx)) }),
    };
    const proposal = { changes, effectiveAt: new Date(effectiveAt), reason, by: tx.by };
    const { state, events } = propose(amended, proposal, await normsInForce(tx), tx.now);
    saveAmendment(tx, state);
    tx.publish(events);
    const { contractVersion, status } = state;
    return { contractId, contractVersion, status, effectiveAt: state.effectiveAt.toISOString() };
  },
);

function changesOf({
  yearlyAmount,
  curve,
  workingTime,
  legal,
  rateCard,
  creditRegime,
  ...plain
}: Omit<ProposeAmendment, 'contractId' | 'effectiveAt' | 'reason' | 'availability' | 'damages'>): Changes {
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(yearlyAmount && { yearlyAmount: fromWire(yearlyAmount) }),
    ...(curve && { curve: curve as PayCurve }), // the rule refuses one that does not exist
    ...(workingTime && {
      workingTime: { ...workingTime, slots: workingTime.slots.map(({ from, to }) => [from, to] as const) },
    }),
    ...(legal && { legal: legalFromJson(legal) }),
    ...(rateCard && { rateCard: rateCard.map(rateFromJson) }),
    ...(creditRegime && { creditRegime: regimeFromWire(creditRegime) }),
  };
}
