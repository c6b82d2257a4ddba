import { IsInstant } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { announce } from '../domain/planned-window';
import { promised } from '../domain/promise';
import { insertWindow } from '../storage/planned-windows';
import { promisesOf } from '../storage/promises';

export class AnnouncePlannedWindow {
  @IsUUID() contractId!: string;
  /** The code of a service that the contract promises. */
  @IsString() @Length(1, 64) service!: string;
  @IsInstant() startsAt!: string;
  @IsInstant() endsAt!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Either side plans work on a service; the notice counts from now. Clause 2.2.1c, D2. */
export const announcePlannedWindow = useCase(
  AnnouncePlannedWindow,
  async (tx, { contractId, service, startsAt, endsAt, reason }) => {
    const about = promised(await promisesOf(tx, contractId), service);
    const span = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    const window = announce({ id: tx.newId(), ...about, ...span, reason, announcedBy: tx.by }, tx.now);
    insertWindow(tx, window);
    return { windowId: window.id, status: window.status, noticedAt: window.noticedAt.toISOString() };
  },
);
