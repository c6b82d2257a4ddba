import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { ValidateNested } from 'class-validator';
import { decideAppeal as decide, rulingFrom, RULED_INPUTS } from '../domain/appeal';
import { loadAppeal, saveAppeal, scorersOf } from '../storage/appeals';
import { scoredInputs } from '../storage/frozen-inputs';
import { freezeAgain } from './freeze-quarter';

/** A milestone with its verdict, or a count with by how much it moves. */
export class RulingInput {
  @IfGiven() @IsUUID() milestoneId?: string;
  /** Met after all, or not to be counted. */
  @IfGiven() @IsIn(['MET', 'EXCLUDED']) verdict?: 'MET' | 'EXCLUDED';
  @IfGiven() @IsIn(RULED_INPUTS) input?: string;
  @IfGiven() @IsInt() @Min(-10_000) @Max(10_000) by?: number;
}
export class DecideAppeal {
  @IsUUID() appealId!: string;
  /** Empty: the appeal is dismissed. */
  @ValidateNested({ each: true })
  @Type(() => RulingInput)
  @ArrayMaxSize(1000)
  rulings!: RulingInput[];
  @IsString() @Length(3, 4000) reason!: string;
}

/** Somebody who took no part in the score decides; what is granted makes the next revision. 1.3.1, D3 P4. */
export const decideAppeal = useCase(DecideAppeal, async (tx, { appealId, rulings, reason }) => {
  const appeal = await loadAppeal(tx, appealId);
  const { contractId, quarter, appraisalId } = appeal;
  const decision = {
    ...{ rulings: rulings.map(rulingFrom), reason, by: tx.by },
    scoredBy: await scorersOf(tx, contractId, quarter),
    manifest: await scoredInputs(tx, appraisalId),
  };
  const { state, events } = decide(appeal, decision, tx.now);
  saveAppeal(tx, state);
  if (state.status === 'granted') await freezeAgain(tx, state, 'APPEAL', appealId);
  tx.publish(events);
  return { appealId, status: state.status };
});
