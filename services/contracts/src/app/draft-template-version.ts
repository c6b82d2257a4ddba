import { IfGiven, SlaTargetsInput, WorkingTimeInput } from '@steward/calculators';
import { CAPABILITY_CATEGORIES, type CapabilityCategory } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { regimeFromWire, type PayCurve } from '@steward/terms';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PARAMETER_KINDS, type ParameterKind } from '../domain/clause-template';
import { damagesOf } from '../domain/damages';
import { draftTemplate, type TemplateContent } from '../domain/template';
import { legalFromJson, rateFromJson } from '../storage/legal-terms';
import { policyCapBps } from '../storage/norms';
import { insertTemplateVersion, lockTemplate } from '../storage/templates';
import {
  ClauseInput,
  LegalTermsInput,
  LiabilityTermsInput,
  RateInput,
  ScopeItemInput,
} from './draft-contract';

/** The typed term that a parameter words: its value is the parameter's, times `factor`. */
export class BindingInput {
  /** As `slaTargets/1/onSite/durationSeconds`. */
  @Matches(/^[A-Za-z0-9]+(\/[A-Za-z0-9]+){0,7}$/) term!: string;
  @IsInt() @Min(1) @Max(1_000_000_000) factor: number = 1;
}
/** What a clause leaves open, `{onSiteHours}` in its text. */
export class ParameterInput {
  @Matches(/^[a-z][A-Za-z0-9]{0,39}$/) name!: string;
  @IsIn(PARAMETER_KINDS) kind!: ParameterKind;
  @IsString() @Length(1, 500) defaultValue!: string;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => BindingInput) binding?: BindingInput;
}
export class ClauseTemplateInput extends ClauseInput {
  @ValidateNested({ each: true })
  @Type(() => ParameterInput)
  @ArrayMaxSize(50)
  parameters: ParameterInput[] = [];
}
/** What a standard contract fixes; what is absent each contract agrees on for itself. Clause 3.4.2c. */
export class TemplateTermsInput extends LiabilityTermsInput {
  @IfGiven() @IsInt() @Min(0) @Max(10_000) performanceShareBps?: number;
  @IfGiven() @IsString() @Length(1, 40) curve?: string;
  @IfGiven()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(CAPABILITY_CATEGORIES, { each: true })
  categories?: CapabilityCategory[];
  @IfGiven() @IsObject() @ValidateNested() @Type(() => WorkingTimeInput) workingTime?: WorkingTimeInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => SlaTargetsInput) slaTargets?: SlaTargetsInput;
  @IfGiven() @IsObject() @ValidateNested() @Type(() => LegalTermsInput) legal?: LegalTermsInput;
  @IfGiven()
  @ValidateNested({ each: true })
  @Type(() => ScopeItemInput)
  @ArrayMaxSize(500)
  scope?: ScopeItemInput[];
  @IfGiven() @ValidateNested({ each: true }) @Type(() => RateInput) @ArrayMaxSize(100) rateCard?: RateInput[];
}
export class TemplateContentInput {
  /** Of all sums in it. */
  @Matches(/^[A-Z]{3}$/) currency: string = 'CNY';
  @IsObject() @ValidateNested() @Type(() => TemplateTermsInput) terms!: TemplateTermsInput;
  @ValidateNested({ each: true })
  @Type(() => ClauseTemplateInput)
  @ArrayMaxSize(100)
  clauses!: ClauseTemplateInput[];
}
export class DraftTemplateVersion extends TemplateContentInput {
  @IsUUID() templateId!: string;
}

/** Drafts the next version of a standard contract; a published one never changes. Clause 3.4.2c. */
export const draftTemplateVersion = useCase(DraftTemplateVersion, async (tx, { templateId, ...content }) => {
  const { code, name, lastVersion } = await lockTemplate(tx, templateId);
  const capBps = await policyCapBps(tx);
  const state = draftTemplate({
    ...{ templateId, code, name, templateVersion: lastVersion + 1, content: contentOf(content, capBps) },
    ...{ draftedBy: tx.by, draftedAt: tx.now },
  });
  insertTemplateVersion(tx, state);
  return { templateId, templateVersion: state.templateVersion, status: state.status };
});

/** The content as the rules read it; `capBps` limits liability where the template does not. */
export function contentOf(
  { currency, terms, clauses }: TemplateContentInput,
  capBps: number,
): TemplateContent {
  const { curve, workingTime, legal, rateCard, creditRegime, damages, ...rest } = terms;
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    currency,
    terms: {
      ...plain,
      ...(curve && { curve: curve as PayCurve }), // the rule refuses one that does not exist
      ...(workingTime && {
        workingTime: { ...workingTime, slots: workingTime.slots.map(({ from, to }) => [from, to] as const) },
      }),
      ...(legal && { legal: legalFromJson(legal) }),
      ...(rateCard && { rateCard: rateCard.map(rateFromJson) }),
      ...(creditRegime && { creditRegime: regimeFromWire(creditRegime) }),
      ...(damages && { damages: damagesOf(damages, capBps) }),
    },
    clauses,
  };
}
