import { NotFound } from '@steward/domain';
import { view } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { isCertified, missingOf } from '../domain/data-custody';
import { dataItemsOf } from './data-items';

export class DataCustody {
  @IsUUID() contractId!: string;
}

/**
 * The enterprise's data with the vendor of a contract: all that was handed over, how much of it must be
 * certified and is, and what is missing. Throws NotFound, for another vendor's contract as for none. 2.2.3a.
 */
export const dataCustody = view(DataCustody, async (tx, { contractId }) => {
  const known = await tx.manager.query<unknown[]>('SELECT 1 FROM contracts WHERE id = $1', [contractId]);
  if (known.length === 0) throw new NotFound('contract', contractId);
  const items = await dataItemsOf(tx, contractId);
  const toCertify = items.filter(({ isCertificateRequired }) => isCertificateRequired);
  return {
    contractId,
    handed: items.length,
    toCertify: toCertify.length,
    certified: toCertify.filter(isCertified).length,
    missing: missingOf(items).map(({ id: itemId, code, what }) => ({ itemId, code, what })),
    items: items.map(({ id: itemId, ...item }) => ({
      itemId,
      ...item,
      isCertified: isCertified({ id: itemId, ...item }),
    })),
  };
});
