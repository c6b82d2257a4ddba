import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { openIncident } from '../domain/major-incident';
import { vendorOf } from '../storage/contracts';
import { readiestTeam, saveIncident } from '../storage/incidents';

export class DeclareIncident {
  @IsUUID() contractId!: string;
  @IsString() @Length(3, 500) what!: string;
}

/** A person declares a major incident; the readiest backup team is called. Clause 2.3.3a. */
export const declareIncident = useCase(DeclareIncident, async (tx, { contractId, what }) => {
  const vendorId = await vendorOf(tx, contractId);
  const about = { id: tx.newId(), vendorId, contractId, workOrderId: null, what };
  const team = await readiestTeam(tx, vendorId);
  const { state, events, entries } = openIncident({ ...about, cause: 'MANUAL' }, team, tx);
  saveIncident(tx, state, entries);
  tx.publish(events);
  return { incidentId: state.id, vendorId, backupTeamId: state.backupTeamId };
});
