import { IfGiven } from '@steward/calculators';
import { useCase } from '@steward/messaging';
import { IsBoolean, IsString, IsUUID, Length } from 'class-validator';
import { itemNamed, missingOf, verifyCertificate as verify } from '../domain/data-custody';
import { loadAmended } from '../storage/amendments';
import { dataItemsOf, saveDataItem } from '../storage/data-items';

export class VerifyCertificate {
  @IsUUID() contractId!: string;
  @IsUUID() itemId!: string;
  @IsUUID() certificateId!: string;
  @IsBoolean() isAccepted!: boolean;
  /** Why it is not accepted; asked for then, and only then. */
  @IfGiven() @IsString() @Length(3, 500) reason?: string;
}

/** The enterprise decides on a certificate of the vendor's. Clause 2.2.3a. */
export const verifyCertificate = useCase(
  VerifyCertificate,
  async (tx, { contractId, itemId, certificateId, isAccepted, reason }) => {
    await loadAmended(tx, contractId);
    const items = await dataItemsOf(tx, contractId);
    const verdict = { isAccepted, reason: reason ?? null, by: tx.by };
    const { state, events } = verify(items, itemId, certificateId, verdict, tx.now);
    const item = itemNamed(items, itemId);
    saveDataItem(tx, item, state);
    tx.publish(events);
    const missing = missingOf(items.map((each) => (each === item ? state : each))).length;
    return { contractId, itemId, certificateId, missing };
  },
);
