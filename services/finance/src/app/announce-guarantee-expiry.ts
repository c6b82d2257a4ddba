import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { warn } from '../domain/guarantee';
import { loadGuarantee } from '../storage/guarantees';

export class AnnounceGuaranteeExpiry {
  @IsUUID() guaranteeId!: string;
}

/** Runs once, so many days before a guarantee ends: it is to be called or extended. Clause 3.3.1a, D6. */
export const announceGuaranteeExpiry = useCase(AnnounceGuaranteeExpiry, async (tx, { guaranteeId }) => {
  const events = warn(await loadGuarantee(tx, guaranteeId), tx.now);
  tx.publish(events);
  return { guaranteeId, isAnnounced: events.length > 0 };
});
