import { useCase } from '@steward/messaging';
import { ArrayMaxSize, IsArray, IsString, IsUUID, Length } from 'class-validator';
import { answer } from '../domain/damage';
import { loadDamage, saveDamage } from '../storage/damages';

export class AnswerDamage {
  @IsUUID() damageId!: string;
  @IsString() @Length(1, 4000) text!: string;
  /** Where what proves it is kept. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  evidence!: string[];
}

/** The vendor states its view of damages. Clause 1.1.4. */
export const answerDamage = useCase(AnswerDamage, async (tx, { damageId, ...said }) => {
  const { state, events } = answer(await loadDamage(tx, damageId), said, tx.now);
  saveDamage(tx, state);
  tx.publish(events);
  return { damageId, status: state.status };
});
