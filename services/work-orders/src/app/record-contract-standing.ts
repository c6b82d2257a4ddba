import { useCase } from '@steward/messaging';
import { IsIn, IsUUID } from 'class-validator';
import { CONTRACT_STANDINGS, type ContractStanding } from '../domain/terms';
import { saveStanding } from '../storage/contract-standings';

export class RecordContractStanding {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsIn(CONTRACT_STANDINGS) standing!: ContractStanding;
}

/** Keeps what became of a contract; dispatch asks for it, and work under way goes on. */
export const recordContractStanding = useCase(
  RecordContractStanding,
  async (tx, { contractId, vendorId, standing }) => {
    saveStanding(tx, contractId, vendorId, standing);
    return { contractId, standing };
  },
);
