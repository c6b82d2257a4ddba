import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { vendorSpokenOf } from '../domain/acting';
import { declareTeam } from '../domain/reserves';
import { numberInForce } from '../storage/norms';
import { loadReadiness, recover } from '../storage/readiness';
import { saveTeam } from '../storage/reserves';
import { expireBackupTeam } from './expire-backup-team';

export class MemberInput {
  /** Never a name. */
  @IsString() @Length(1, 100) role!: string;
  @IsInt() @Min(1) @Max(1000) count!: number;
}
export class DeclareBackupTeam {
  /** A vendor speaks of itself and may leave it out. */
  @IsOptional() @IsUUID() vendorId?: string;
  @IsString() @Length(1, 100) name!: string;
  @ValidateNested({ each: true })
  @Type(() => MemberInput)
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  members!: MemberInput[];
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  skills!: string[];
  @IsInt() @Min(1) @Max(10_080) responseMinutes!: number;
}

/** Clause 2.3.3a. */
export const declareBackupTeam = useCase(
  DeclareBackupTeam,
  async (tx, { vendorId: named, members, ...about }) => {
    const vendorId = vendorSpokenOf(tx.actor, named);
    const before = await loadReadiness(tx, vendorId);
    const declared = { ...about, id: tx.newId(), vendorId, members: members.map((one) => ({ ...one })) };
    const freshDays = await numberInForce(tx, 'backup-team-fresh-days');
    const { state, events } = declareTeam(declared, freshDays, tx.now);
    saveTeam(tx, state);
    tx.publish(events);
    const { id: backupTeamId, freshUntil: dueAt } = state;
    await tx.schedule([{ useCase: expireBackupTeam, key: backupTeamId, dueAt, input: { backupTeamId } }]);
    await recover(tx, before);
    return { backupTeamId, vendorId, freshUntil: dueAt.toISOString() };
  },
);
