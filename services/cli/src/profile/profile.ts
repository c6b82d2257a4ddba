import {
  CAPABILITY_CATEGORIES,
  SEVERITIES,
  TIERS,
  type CapabilityCategory,
  type Tier,
} from '@steward/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { DateTime } from 'luxon';
import { secondsOf } from './duration';

const Is = (name: string, validate: (value: unknown) => boolean, means: string) =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => `$property must be ${means}` } });

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const isSlot = (slot: unknown): slot is [string, string] =>
  Array.isArray(slot) &&
  slot.length === 2 &&
  slot.every((time) => typeof time === 'string') &&
  CLOCK_TIME.test(slot[0] as string) &&
  (CLOCK_TIME.test(slot[1] as string) || slot[1] === '24:00') &&
  (slot[0] as string) < (slot[1] as string);
const areSlots = (slots: unknown): boolean =>
  Array.isArray(slots) && slots.every((slot, n) => isSlot(slot) && (n === 0 || slots[n - 1][1] <= slot[0]));

const IsDay = () =>
  Is(
    'isDay',
    (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)) && DateTime.fromISO(String(value)).isValid,
    'a day, as 2026-01-31',
  );
const Nested = (type: () => new () => object) => (target: object, property: string) => {
  IsObject()(target, property);
  ValidateNested()(target, property);
  Type(type)(target, property);
};

export class TargetProfile {
  /** ISO 8601: `PT2H`. A day has 24 hours. */
  @Is(
    'isDuration',
    (value) => typeof value === 'string' && secondsOf(value) !== null,
    'an ISO 8601 duration, as PT2H',
  )
  duration!: string;
  @IsIn(['24x7', 'working']) clock!: '24x7' | 'working';
}
export class TargetPairProfile {
  @Nested(() => TargetProfile) onSite!: TargetProfile;
  @Nested(() => TargetProfile) closure!: TargetProfile;
}
/** A pair for each severity. Clause 2.2.1. */
export class SlaTargetsProfile {
  @Nested(() => TargetPairProfile) 1!: TargetPairProfile;
  @Nested(() => TargetPairProfile) 2!: TargetPairProfile;
  @Nested(() => TargetPairProfile) 3!: TargetPairProfile;
  @Nested(() => TargetPairProfile) 4!: TargetPairProfile;
}

export class ContractProfile {
  @IsDay() startOn!: string;
  @IsDay() endOn!: string;
  @IsISO4217CurrencyCode() currency!: string;
  /** A year's fee without tax, in the currency's own unit: `2400000.00`. */
  @IsString()
  @Matches(/^\d{1,14}(\.\d+)?$/, { message: '$property must be an amount as text, as "2400000.00"' })
  yearlyAmount!: string;
  /** Hundredths of a per cent; the policy's 20 % where it is not given. Clause 2.2.2a. */
  @IsInt() @Min(0) @Max(10_000) performanceShareBps: number = 2000;
  @Nested(() => SlaTargetsProfile) slaTargets!: SlaTargetsProfile;
}

export class VendorProfile {
  /** The enterprise's own short code, also in the vendor's login. */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/, {
    message: '$property must be 1 to 32 letters, digits and hyphens',
  })
  code!: string;
  @IsString() @Length(1, 200) name!: string;
  @IsIn(TIERS) tier!: Tier;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CAPABILITY_CATEGORIES, { each: true })
  categories!: CapabilityCategory[];
  /** The assignment groups that it answers for. */
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  groups: string[] = [];
  /** It answers for every group that no vendor names, and for `?`. */
  @IsOptional() @IsBoolean() default?: boolean;
  @Nested(() => ContractProfile) contract!: ContractProfile;
}

/**
 * What a log needs to be known by: whose time its dates are in, and which vendor answers under which
 * contract.
 */
export class Profile {
  /** The log that the file belongs to; several files of one log add up. */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/, {
    message: '$property must be 1 to 32 letters, digits and hyphens',
  })
  log: string = 'servicenow';
  @IsTimeZone() timezone!: string;
  @IsIn(['CN']) calendar!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  @Is(
    'areSlots',
    areSlots,
    'a list of times of day in order that do not overlap, as [["09:00","12:00"],["13:00","18:00"]]',
  )
  slots!: [string, string][];
  /** States in which the closure clock waits for the customer. */
  @IsArray()
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  pauseStates: string[] = ['Awaiting User Info', 'Awaiting Evidence'];
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => VendorProfile)
  vendors!: VendorProfile[];
}

/** What one class alone cannot see is wrong with a profile, or null. */
export function contradictionIn({ log, vendors }: Profile): string | null {
  if (log === 'live') return 'the log cannot be called live: that is what was not imported';
  const repeatedCode = firstRepeated(vendors.map(({ code }) => code.toLowerCase()));
  if (repeatedCode !== null) return `two vendors have the code ${repeatedCode}`;
  const repeatedGroup = firstRepeated(vendors.flatMap(({ groups }) => groups));
  if (repeatedGroup !== null) return `two vendors answer for ${repeatedGroup}`;
  if (vendors.filter((vendor) => vendor.default).length > 1) return 'more than one vendor is the default';
  for (const { code, groups, default: isDefault, contract } of vendors) {
    if (groups.length === 0 && !isDefault)
      return `vendor ${code} answers for no group and is not the default`;
    if (contract.startOn > contract.endOn) return `the contract of ${code} ends before it starts`;
    const days = SEVERITIES.flatMap((severity) => Object.values(contract.slaTargets[severity])).find(
      ({ duration, clock }: TargetProfile) => clock === 'working' && duration.includes('D'),
    );
    if (days)
      return `${days.duration} of ${code}: a duration on the working clock is given in hours, not days`;
  }
  return null;
}

const firstRepeated = (texts: readonly string[]): string | null =>
  texts.find((text, n) => texts.indexOf(text) < n) ?? null;
