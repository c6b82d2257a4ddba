import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { expireTeam } from '../domain/reserves';
import { loadReadiness, recover } from '../storage/readiness';
import { loadTeam, saveTeam } from '../storage/reserves';

export class ExpireBackupTeam {
  @IsUUID() backupTeamId!: string;
}

/** Runs when a team should have been confirmed; one that was is left alone. Clause 2.3.3a. */
export const expireBackupTeam = useCase(ExpireBackupTeam, async (tx, { backupTeamId }) => {
  const team = await loadTeam(tx, backupTeamId);
  const decision = expireTeam(team, tx.now);
  if (decision) saveTeam(tx, decision.state);
  tx.publish(decision?.events ?? []);
  await recover(tx, await loadReadiness(tx, team.vendorId));
  return { backupTeamId, isExpired: decision !== null };
});
