import { useCase } from '@steward/messaging';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { endTreatment as end } from '../domain/treatment';
import { loadTreatment, saveTreatment } from '../storage/treatments';

export class EndTreatment {
  @IsUUID() treatmentId!: string;
  @IsIn(['completed', 'cancelled']) status!: 'completed' | 'cancelled';
  /** What came of it, or why it will not be done. */
  @IsString() @Length(2, 500) outcome!: string;
}

/** Clause 4.1.2. */
export const endTreatment = useCase(EndTreatment, async (tx, { treatmentId, ...ending }) => {
  const { state, events } = end(await loadTreatment(tx, treatmentId), ending, tx);
  saveTreatment(tx, state);
  tx.publish(events);
  return { treatmentId, status: state.status };
});
