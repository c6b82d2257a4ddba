import { SETTLEMENT_LINES, type SettlementLine, SUBJECT_KINDS, type SubjectKind } from '@steward/domain';
import { IfGiven } from '@steward/calculators';
import { MoneyInput, useCase } from '@steward/messaging';
import { fromWire } from '@steward/money';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { termsAt } from '../domain/amendment';
import { currentStage, openDispute as open } from '../domain/dispute';
import { subjectOf } from '../domain/dispute-subject';
import { sideOf } from '../domain/sides';
import { loadAmended } from '../storage/amendments';
import { insertDispute, stageTermsInForce } from '../storage/disputes';
import { overdueOf } from './announce-overdue-stage';

/** What is disputed: a breach is named by its milestone, a settlement's line by the two. */
export class DisputeSubjectInput {
  @IsIn(SUBJECT_KINDS) kind!: SubjectKind;
  @IfGiven() @IsUUID() milestoneId?: string;
  @IfGiven() @IsUUID() settlementId?: string;
  @IfGiven() @IsIn(SETTLEMENT_LINES) line?: SettlementLine;
}
export class OpenDispute {
  @IsUUID() contractId!: string;
  @IsObject() @ValidateNested() @Type(() => DisputeSubjectInput) subject!: DisputeSubjectInput;
  @IsString() @Length(3, 5000) claim!: string;
  /** What is claimed, where that is a sum. */
  @IfGiven() @IsObject() @ValidateNested() @Type(() => MoneyInput) amount?: MoneyInput;
}

/** Whoever asks opens it for its own side; negotiation begins. Clause 3.3.2a. */
export const openDispute = useCase(OpenDispute, async (tx, { contractId, subject, claim, amount }) => {
  const amended = await loadAmended(tx, contractId);
  const about = { subject: subjectOf(subject), claim, amount: amount ? fromWire(amount) : null };
  const opening = { ...about, id: tx.newId() };
  const acting = { side: sideOf(tx.actor), by: tx.by };
  const [terms, stageTerms] = [termsAt(amended, tx.now), await stageTermsInForce(tx)];
  const { state, events } = open(amended.contract, terms, opening, acting, stageTerms, tx.now);
  insertDispute(tx, state);
  tx.publish(events);
  await tx.schedule(overdueOf(state));
  const { stage, dueAt } = currentStage(state);
  return { disputeId: state.id, status: state.status, stage, dueAt: dueAt.toISOString() };
});
