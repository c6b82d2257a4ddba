import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { certify, itemNamed } from '../domain/data-custody';
import { loadAmended } from '../storage/amendments';
import { dataItemsOf, saveDataItem } from '../storage/data-items';

export class CertifyDeletion {
  @IsUUID() contractId!: string;
  @IsUUID() itemId!: string;
  /** The vendor's number of the certificate. */
  @IsString() @Length(1, 100) reference!: string;
  /** SHA-256 of the file, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) fileHash!: string;
}

/** The vendor certifies that it keeps nothing of a piece; it counts once it is verified. Clause 2.2.3a. */
export const certifyDeletion = useCase(CertifyDeletion, async (tx, { contractId, itemId, ...told }) => {
  await loadAmended(tx, contractId);
  const item = itemNamed(await dataItemsOf(tx, contractId), itemId);
  const certificateId = tx.newId();
  const state = certify(item, { ...told, id: certificateId, recordedAt: tx.now, recordedBy: tx.by });
  saveDataItem(tx, item, state);
  return { contractId, itemId, certificateId };
});
