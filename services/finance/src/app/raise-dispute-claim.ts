import { SETTLEMENT_LINES, type SettlementLine, SUBJECT_KINDS, type SubjectKind } from '@steward/domain';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, Length, ValidateIf, ValidateNested } from 'class-validator';
import { claimIdOf, claimRelief, EFFECTS, SIDES, type Effect, type Side } from '../domain/claim';
import { subjectOf } from '../domain/dispute-subject';
import { quarterOfBreach } from '../storage/breaches';
import { findClaim, insertClaims } from '../storage/claims';

const IfAbout = (kind: SubjectKind) => ValidateIf((subject: SubjectInput) => subject.kind === kind);
const UnlessNull = () => ValidateIf((_, value) => value !== null);

class SubjectInput {
  @IsIn(SUBJECT_KINDS) kind!: SubjectKind;
  @IfAbout('BREACH') @IsUUID() milestoneId?: string;
  @IfAbout('SETTLEMENT_LINE') @IsUUID() settlementId?: string;
  @IfAbout('SETTLEMENT_LINE') @IsIn(SETTLEMENT_LINES) line?: SettlementLine;
}
class ReliefInput {
  @IsObject() @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  @IsIn(SIDES) inFavourOf!: Side;
}
class AwardInput {
  @IsIn(EFFECTS) becomes!: Effect;
  /** The institution's own number of the award. */
  @IsString() @Length(1, 200) reference!: string;
}
export class RaiseDisputeClaim {
  @IsUUID() disputeId!: string;
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsObject() @ValidateNested() @Type(() => SubjectInput) subject!: SubjectInput;
  /** Null where the sides settled without a sum. */
  @UnlessNull() @IsObject() @ValidateNested() @Type(() => ReliefInput) relief!: ReliefInput | null;
  /** Null where both sides settled it. */
  @UnlessNull() @IsObject() @ValidateNested() @Type(() => AwardInput) award!: AwardInput | null;
}

/** Raises the claim of what a dispute ended with, once. Clause 3.3.2a. */
export const raiseDisputeClaim = useCase(RaiseDisputeClaim, async (tx, { subject, relief, ...dispute }) => {
  const { disputeId } = dispute;
  const existing = await findClaim(tx, claimIdOf(disputeId));
  const ended = {
    ...dispute,
    subject: subjectOf(subject),
    relief: relief && { ...relief, amount: fromWire(relief.amount) },
  };
  const breachQuarter = subject.milestoneId ? await quarterOfBreach(tx, subject.milestoneId) : null;
  const { state, events } = claimRelief(existing, breachQuarter, ended, tx.now);
  insertClaims(tx, state);
  tx.publish(events);
  return { disputeId, raised: state.length };
});
