import { useCase } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { confirmBreach as confirm, incidentOf, JUDGES, type Judge } from '../domain/confidentiality-breach';
import { weigh } from '../domain/weigh';
import { loadBreach, saveBreach } from '../storage/confidentiality-breaches';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class ConfirmBreach {
  @IsUUID() breachId!: string;
  @IsIn(JUDGES) judge!: Judge;
}

/** The second of legal and technical confirms: it is a security incident of the register too. 2.2.3c. */
export const confirmBreach = useCase(ConfirmBreach, async (tx, { breachId, judge }) => {
  const { state, events } = confirm(await loadBreach(tx, breachId), judge, tx);
  saveBreach(tx, state);
  tx.publish(events);
  const incident = incidentOf(state);
  await keepRisks(tx, weigh(incident ? await fileOccurrence(tx, incident) : [], tx));
  return { breachId, status: state.status };
});
