import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { dismissBreach as dismiss } from '../domain/confidentiality-breach';
import { loadBreach, saveBreach } from '../storage/confidentiality-breaches';

export class DismissBreach {
  @IsUUID() breachId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Clause 2.2.3c. */
export const dismissBreach = useCase(DismissBreach, async (tx, { breachId, reason }) => {
  const { state, events } = dismiss(await loadBreach(tx, breachId), reason, tx);
  saveBreach(tx, state);
  tx.publish(events);
  return { breachId, status: state.status };
});
