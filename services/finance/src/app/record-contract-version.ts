import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { ATTRIBUTION_CAUSES, regimeFromWire, UNCAPPED_CAUSES } from '@steward/terms';
import type { AttributionCause, CreditRegimeWire, PayCurve, UncappedCause } from '@steward/terms';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { AgreedDamages } from '../domain/liability-terms';
import { settle } from '../domain/settlement';
import { saveDamagesClause } from '../storage/liability-terms';
import { amendDeposit } from './amend-deposit';
import { creditBreaches } from './record-overrun';
import { appraisalsOf, holdContract, saveVersion, versionsOf } from '../storage/contract-facts';
import { saveSettlements, settlementsOf } from '../storage/settlements';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A contract's clause on damages, as contracts tells it. Clause 1.1.4. */
class DamagesInput {
  @IsInt() @Min(0) liabilityCapBps!: number;
  @IsIn(UNCAPPED_CAUSES, { each: true }) uncapped!: UncappedCause[];
  @IsIn(ATTRIBUTION_CAUSES, { each: true }) causes!: AttributionCause[];
  /** What a leak costs by agreement. Clause 2.2.3c. */
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) leakPenalty?: MoneyInput;
}

export class RecordContractVersion {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsInt() @Min(1) contractVersion!: number;
  @IsISO8601() effectiveAt!: string;
  @IsObject() @ValidateNested() @Type(() => MoneyInput) yearlyAmount!: MoneyInput;
  @IsInt() @Min(0) @Max(10_000) performanceShareBps!: number;
  @IsString() curve!: string;
  @Matches(DAY) startOn!: string;
  @Matches(DAY) endOn!: string;
  /** Zone of the dates. */
  @IsString() timezone!: string;
  /** As contracts checked it; absent where it was not agreed. Clause 1.1.4. */
  @IsOptional() @IsObject() creditRegime?: CreditRegimeWire;
  /** Days from the posting to the payment. */
  @IsOptional() @IsInt() @Min(0) paymentTermDays?: number;
  /** What an amendment asks for from its instant on; absent where the contract was first signed. D6.8. */
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) depositRequired?: MoneyInput;
  /** Absent where no damages were agreed. Clause 1.1.4. */
  @IsOptional() @ValidateNested() @Type(() => DamagesInput) damages?: DamagesInput;
  /** Of its working days. */
  @IsOptional() @IsString() calendar?: string;
}

/** Keeps what a contract pays; appraisals and breaches that waited for it are settled. 1.1.4, 2.2.2a. */
export const recordContractVersion = useCase(
  RecordContractVersion,
  async (
    tx,
    {
      effectiveAt,
      depositRequired,
      creditRegime,
      damages,
      calendar = 'CN',
      paymentTermDays = null,
      ...version
    },
  ) => {
    const { contractId, contractVersion, yearlyAmount, curve } = version;
    holdContract(tx, contractId);
    const terms = {
      ...version,
      effectiveAt: new Date(effectiveAt),
      yearlyAmount: fromWire(yearlyAmount),
      paymentTermDays,
      creditRegime: creditRegime ? regimeFromWire(creditRegime) : null,
      curve: curve as PayCurve, // contracts refused one that does not exist
    };
    saveVersion(tx, terms, calendar);
    if (damages) saveDamagesClause(tx, version, agreedDamages(damages));
    const [appraisals, settlements] = [
      await appraisalsOf(tx, contractId),
      await settlementsOf(tx, contractId),
    ];
    const { state, events } = settle(appraisals, settlements, await versionsOf(tx, contractId), tx.now);
    await saveSettlements(tx, state);
    if (depositRequired) {
      const input = { contractId, contractVersion, depositRequired };
      const key = `${contractId}:${contractVersion}`;
      await tx.schedule([{ useCase: amendDeposit, key, dueAt: new Date(effectiveAt), input }]);
    }
    tx.publish(events);
    await creditBreaches(tx, contractId);
    return { contractId, settled: state.length };
  },
);

const agreedDamages = ({ leakPenalty, ...clause }: DamagesInput): AgreedDamages => ({
  ...clause,
  leakPenalty: leakPenalty ? fromWire(leakPenalty) : null,
});
