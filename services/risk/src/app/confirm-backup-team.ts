import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { confirmTeam } from '../domain/reserves';
import { numberInForce } from '../storage/norms';
import { loadReadiness, recover } from '../storage/readiness';
import { loadTeam, saveTeam } from '../storage/reserves';
import { expireBackupTeam } from './expire-backup-team';

export class ConfirmBackupTeam {
  @IsUUID() backupTeamId!: string;
}

/** Says that a team still stands by. Clause 2.3.3a. */
export const confirmBackupTeam = useCase(ConfirmBackupTeam, async (tx, { backupTeamId }) => {
  const team = await loadTeam(tx, backupTeamId);
  const { state, events } = confirmTeam(team, await numberInForce(tx, 'backup-team-fresh-days'), tx.now);
  saveTeam(tx, state);
  tx.publish(events);
  const { freshUntil: dueAt } = state;
  await tx.schedule([{ useCase: expireBackupTeam, key: backupTeamId, dueAt, input: { backupTeamId } }]);
  await recover(tx, await loadReadiness(tx, team.vendorId));
  return { backupTeamId, freshUntil: dueAt.toISOString() };
});
