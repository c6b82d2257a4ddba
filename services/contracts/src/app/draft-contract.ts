import {
  askedOf,
  AvailabilityTargetInput,
  CreditRegimeInput,
  DamagesInput,
  IfGiven,
  SlaTargetsInput,
  WorkingTimeInput,
} from '@steward/calculators';
import { startOfLocalDay } from '@steward/calendar';
import type { CapabilityCategory } from '@steward/domain';
import { CAPABILITY_CATEGORIES, SERVICE_KINDS, type ServiceKind } from '@steward/domain';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { regimeFromWire, targetsOf, type PayCurve } from '@steward/terms';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  CUSTODY_ENDS,
  DATA_CLASSIFICATIONS,
  type CustodyEnd,
  type DataClassification,
} from '../domain/confidentiality';
import { draft } from '../domain/contract';
import { damagesOf } from '../domain/damages';
import {
  DEPOSIT_FORMS,
  NON_COMPETE_PARTIES,
  SUPPLIER_SIZES,
  type DepositForm,
  type NonCompeteParty,
  type SupplierSize,
} from '../domain/legal-terms';
import { OBLIGATION_KINDS, type ObligationKind } from '../domain/owed';
import { insertContract } from '../storage/contracts';
import { normsInForce, policyCapBps, policyTarget } from '../storage/norms';
import { legalFromJson, rateFromJson } from '../storage/legal-terms';
import { ensurePublished } from '../storage/templates';

export class ClauseInput {
  @Matches(/^\d\.\d\.\d[a-d]?$/) clauseId!: string;
  @IsString() @Length(1, 5000) text!: string;
}

export class DisputeInput {
  /** The arbitration institution's full name. */
  @IsString() @Length(2, 200) institution!: string;
  @IsString() @Length(1, 100) seat!: string;
}
export class DepositInput {
  /** Where the contract asks for another sum than the policy's share. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => MoneyInput) amount?: MoneyInput;
  @ArrayNotEmpty() @ArrayUnique() @IsIn(DEPOSIT_FORMS, { each: true }) forms!: DepositForm[];
}
export class NonCompeteInput {
  @IsInt() @Min(0) @Max(600) months!: number;
  @ArrayUnique() @IsIn(NON_COMPETE_PARTIES, { each: true }) parties!: NonCompeteParty[];
}
/** The damages that are agreed for a leak. Clause 2.2.3c. */
export class PenaltyInput {
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  /** What the parties expect a leak to cost. */
  @IsObject() @ValidateNested() @Type(() => MoneyInput) estimatedLoss!: MoneyInput;
}
/** Terms that the legal linter reads; what is absent was not agreed. Clauses 2.2.3, 3.3.1a and 3.3.2. */
export class LegalTermsInput {
  @IfGiven() @IsObject() @ValidateNested() @Type(() => DisputeInput) dispute?: DisputeInput;
  /** Where to sue if nothing can be arbitrated. */
  @IfGiven() @IsString() @Length(1, 100) jurisdiction?: string;
  @IfGiven() @IsString() @Length(1, 100) recipientSeat?: string;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => DepositInput) deposit?: DepositInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => NonCompeteInput) nonCompete?: NonCompeteInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => PenaltyInput) penalty?: PenaltyInput;
  /** From delivery to payment. */
  @IfGiven() @IsInt() @Min(0) @Max(3660) paymentTermDays?: number;
  @IfGiven() @IsIn(SUPPLIER_SIZES) supplierSize?: SupplierSize;
}
/** A kind of work on a class of assets, inside the fee or outside. Clause 1.1.2. */
export class ScopeItemInput {
  @IsIn(SERVICE_KINDS) service!: ServiceKind;
  @IsIn(CAPABILITY_CATEGORIES) category!: CapabilityCategory;
  /** The enterprise's own name of the class; `*` is any. */
  @IsString() @Length(1, 100) assetClass!: string;
  @IsBoolean() isIncluded!: boolean;
  /** A line of the rate card. */
  @IfGiven() @IsString() @Length(1, 64) rateCode?: string;
}
/** What work outside the scope costs by the hour, and at most. Clause 2.2.2b. */
export class RateInput {
  @IsString() @Length(1, 64) code!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) hourlyRate!: MoneyInput;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) cap!: MoneyInput;
}
/** Training or equipment that the vendor owes beside its service. Clause 1.3.4. */
export class ObligationInput {
  /** The parties' own name of it, once in all versions of a contract. */
  @IsString() @Length(1, 64) code!: string;
  @IsIn(OBLIGATION_KINDS) kind!: ObligationKind;
  @IsString() @Length(3, 500) what!: string;
  @IsInt() @Min(1) @Max(1_000_000) quantity!: number;
  /** The last day on which it can be kept, in the contract's zone. */
  @IsISO8601({ strict: true }) @Length(10, 10) dueOn!: string;
}
/** What the vendor keeps to itself. Clause 2.2.3. */
export class ConfidentialityInput {
  /** How long it lasts after the contract's end. */
  @IsInt() @Min(0) @Max(600) monthsAfterEnd!: number;
  /** Whether each of the vendor's people signs an undertaking. */
  @IsBoolean() isUndertakingRequired!: boolean;
  /** Within how many hours the vendor tells of a breach. */
  @IsInt() @Min(1) @Max(720) breachNoticeHours!: number;
}
/** The enterprise's data that the vendor is given; it keeps none of it. Clause 2.2.3a. */
export class DataCustodyItemInput {
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) name!: string;
  @IsIn(DATA_CLASSIFICATIONS) classification!: DataClassification;
  /** What becomes of it at the contract's end. */
  @IsIn(CUSTODY_ENDS) atEnd!: CustodyEnd;
  /** Whether the vendor certifies it. */
  @IsBoolean() isCertificateRequired: boolean = true;
}
/** A published version of a standard contract. Clause 3.4.2c. */
export class TemplateRefInput {
  @IsUUID() templateId!: string;
  @IsInt() @Min(1) templateVersion!: number;
}

/** What either side answers for, in drafts, amendments and templates alike. Clauses 1.1.4 and 2.2.3, D5. */
export class LiabilityTermsInput {
  /** Without rules, nothing is credited: so an amendment ends it. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => CreditRegimeInput) creditRegime?: CreditRegimeInput;
  /** A contract can be drafted without, but not signed. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => DamagesInput) damages?: DamagesInput;
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ConfidentialityInput)
  confidentiality?: ConfidentialityInput;
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => DataCustodyItemInput)
  @ArrayMaxSize(500)
  dataCustody?: DataCustodyItemInput[];
}

export class DraftContract extends LiabilityTermsInput {
  /** The enterprise's own number of the contract, unique. */
  @IsString() @Length(1, 64) code!: string;
  @IsUUID() vendorId!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) yearlyAmount!: MoneyInput;
  /** Hundredths of a per cent of the fee that follow the score; the policy's 2000 unless waived. */
  @IsInt() @Min(0) @Max(10_000) performanceShareBps: number = 2000;
  @IsString() @Length(1, 40) curve: string = 'LINEAR_60_90';
  @IsISO8601({ strict: true }) @Length(10, 10) startOn!: string;
  @IsISO8601({ strict: true }) @Length(10, 10) endOn!: string;
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(CAPABILITY_CATEGORIES, { each: true })
  categories!: CapabilityCategory[];
  @IsObject() @ValidateNested() @Type(() => WorkingTimeInput) workingTime!: WorkingTimeInput;
  @IsObject() @ValidateNested() @Type(() => SlaTargetsInput) slaTargets!: SlaTargetsInput;
  @ValidateNested({ each: true }) @Type(() => ClauseInput) @ArrayMaxSize(100) clauses!: ClauseInput[];
  @IsObject() @ValidateNested() @Type(() => LegalTermsInput) legal: LegalTermsInput = {};
  @ValidateNested({ each: true }) @Type(() => ScopeItemInput) @ArrayMaxSize(500) scope: ScopeItemInput[] = [];
  @ValidateNested({ each: true }) @Type(() => RateInput) @ArrayMaxSize(100) rateCard: RateInput[] = [];
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => AvailabilityTargetInput)
  @ArrayMaxSize(100)
  availability?: AvailabilityTargetInput[];
  @ValidateNested({ each: true })
  @Type(() => ObligationInput)
  @ArrayMaxSize(100)
  obligations: ObligationInput[] = [];
  /** Why the contract leaves a norm of the policy. */
  @IsOptional() @IsString() @Length(3, 500) waiver?: string;
  /** By which it is drafted; where it deviates is shown, not refused. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => TemplateRefInput) template?: TemplateRefInput;
}

export const draftContract = useCase(DraftContract, async (tx, given) => {
  const { yearlyAmount, workingTime, availability, creditRegime, damages, ...terms } = given;
  const template = terms.template ?? null;
  await ensurePublished(tx, template);
  const { state, events } = draft(
    {
      ...terms,
      id: tx.newId(),
      yearlyAmount: fromWire(yearlyAmount),
      legal: legalFromJson(terms.legal),
      rateCard: terms.rateCard.map(rateFromJson),
      ...(availability && { availability: targetsOf(availability.map(askedOf), await policyTarget(tx)) }),
      ...(creditRegime && { creditRegime: regimeFromWire(creditRegime) }),
      ...(damages && { damages: damagesOf(damages, await policyCapBps(tx)) }),
      curve: terms.curve as PayCurve, // the rule refuses one that does not exist
      workingTime: { ...workingTime, slots: workingTime.slots.map(({ from, to }) => [from, to] as const) },
      waiver: terms.waiver ?? null,
      template,
    },
    await normsInForce(tx),
    tx.now,
  );
  await insertContract(tx, state, new Date(startOfLocalDay(state.startOn, state.workingTime.timezone)));
  tx.publish(events);
  const { amountMinor, currency } = state.depositRequired;
  const deposit = { amountMinor: amountMinor.toString(), currency };
  return { contractId: state.id, status: state.status, depositRequired: deposit };
});
