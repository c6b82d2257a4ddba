import type { CapabilityCategory } from '@steward/domain';
import { useCase } from '@steward/messaging';
import type { SlaTargets } from '@steward/terms';
import { IsArray, IsInt, IsISO8601, IsObject, IsString, IsUUID } from 'class-validator';
import { saveVersion, type WorkingTime } from '../storage/contract-versions';

/** A contract's terms as contracts published them; the event's schema has checked what is inside. */
export class RecordContractVersion {
  @IsUUID() contractId!: string;
  @IsUUID() vendorId!: string;
  @IsInt() contractVersion!: number;
  @IsISO8601() effectiveAt!: string;
  @IsString() startOn!: string;
  @IsString() endOn!: string;
  @IsArray() categories!: CapabilityCategory[];
  @IsObject() workingTime!: WorkingTime;
  @IsObject() slaTargets!: SlaTargets;
}

export const recordContractVersion = useCase(
  RecordContractVersion,
  async (tx, { effectiveAt, ...version }) => {
    await saveVersion(tx, { ...version, effectiveAt: new Date(effectiveAt) });
    return { contractId: version.contractId, contractVersion: version.contractVersion };
  },
);
