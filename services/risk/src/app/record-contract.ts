import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { saveContract } from '../storage/contracts';

export class RecordContract {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
}

/** Whose contract it is, for breaches and incidents. Clause 2.2.3c. */
export const recordContract = useCase(RecordContract, async (tx, { contractId, vendorId }) => {
  saveContract(tx, contractId, vendorId);
  return { contractId };
});
