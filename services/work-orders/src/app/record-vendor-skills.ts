import { useCase } from '@steward/messaging';
import { IsArray, IsUUID } from 'class-validator';
import { saveSkills } from '../storage/vendor-skills';

export class RecordVendorSkills {
  @IsUUID() vendorId!: string;
  @IsArray() categories!: string[];
}

/** Keeps what a vendor is certified for; dispatch asks for it. Clause 1.2.3. */
export const recordVendorSkills = useCase(RecordVendorSkills, async (tx, { vendorId, categories }) => {
  saveSkills(tx, vendorId, categories);
  return { vendorId };
});
