import { useCase } from '@steward/messaging';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { saveStanding } from '../storage/vendor-standings';

export class RecordVendorStanding {
  @IsUUID() vendorId!: string;
  @IsOptional() @IsBoolean() isAdmitted?: boolean;
  @IsOptional() @IsBoolean() isTestPassed?: boolean;
}

/** Keeps what vendors reports; signing asks for it. Clause 2.1.2. */
export const recordVendorStanding = useCase(RecordVendorStanding, async (tx, { vendorId, ...standing }) => {
  saveStanding(tx, vendorId, standing);
  return { vendorId };
});
