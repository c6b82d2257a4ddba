import { useCase } from '@steward/messaging';
import { IsBoolean, IsString, IsUUID, Length } from 'class-validator';
import { decideProcedure as decide } from '../domain/hearing';
import { loadProcedure, saveProcedures } from '../storage/procedures';

export class DecideProcedure {
  @IsUUID() procedureId!: string;
  /** Whether the vendor is to be downgraded, or eliminated. */
  @IsBoolean() isUpheld!: boolean;
  @IsString() @Length(3, 4000) reason!: string;
}

/** Another person than who called the hearing decides after it. Clause 1.3.2. */
export const decideProcedure = useCase(DecideProcedure, async (tx, { procedureId, isUpheld, reason }) => {
  const verdict = { isUpheld, reason, by: tx.by };
  const { state, events } = decide(await loadProcedure(tx, procedureId), verdict, tx.now);
  saveProcedures(tx, [state]);
  tx.publish(events);
  return { procedureId, status: state.status, isUpheld };
});
