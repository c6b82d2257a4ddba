import { useCase } from '@steward/messaging';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, IsUUID, Length } from 'class-validator';
import { EXIT_FACTS, type ExitFact } from '../domain/deposit-release';
import { saveExitFact } from '../storage/deposit-releases';
import { loadDeposit } from '../storage/deposits';

export class RecordExitFact {
  @IsUUID() contractId!: string;
  @IsIn(EXIT_FACTS) fact!: ExitFact;
  /** Where what proves it is kept. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  evidence!: string[];
}

/** Records a fact of a contract's end with what proves it: by hand, or as vendors tells it. 2.4.2a, D6.9. */
export const recordExitFact = useCase(RecordExitFact, async (tx, { contractId, fact, evidence }) => {
  saveExitFact(tx, await loadDeposit(tx, contractId), fact, evidence);
  return { contractId, fact };
});
