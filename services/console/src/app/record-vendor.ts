import { useCase } from '@steward/messaging';
import { IsString, IsUUID } from 'class-validator';
import { saveVendor } from '../storage/facts';

export class RecordVendor {
  @IsUUID() vendorId!: string;
  @IsString() code!: string;
  @IsString() name!: string;
}

/** Keeps what a vendor is called. */
export const recordVendor = useCase(RecordVendor, async (tx, vendor) => {
  await saveVendor(tx, vendor);
  return { vendorId: vendor.vendorId };
});
