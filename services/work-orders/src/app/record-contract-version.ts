import type { CapabilityCategory } from '@steward/domain';
import { useCase, type MoneyInput } from '@steward/messaging';
import type { AvailabilityTarget, CreditRegimeWire, SlaTargets } from '@steward/terms';
import { IsArray, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import type { ScopeItem } from '../domain/terms';
import { saveVersion, type WorkingTime } from '../storage/contract-versions';
import { promisesOf } from '../storage/promises';
import { reckoningsFrom } from './reckon-month';

type ToldPay = {
  readonly yearlyAmount: MoneyInput;
  readonly performanceShareBps: number;
  readonly curve: string;
};

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
  @IsOptional() @IsArray() scope?: ScopeItem[];
  /** The enterprise's own number of the contract; alerts name it. */
  @IsOptional() @IsString() code?: string;
  /** What is promised of services. Clause 2.2.1c. */
  @IsOptional() @IsArray() availability?: AvailabilityTarget[];
  /** What is paid, and how it follows the score. Clause 2.2.2a. */
  @IsOptional() @IsObject() pay?: ToldPay;
  /** Without it, nothing is credited. D5. */
  @IsOptional() @IsObject() creditRegime?: object;
}

export const recordContractVersion = useCase(
  RecordContractVersion,
  async (tx, { effectiveAt, scope = [], creditRegime, ...version }) => {
    saveVersion(tx, {
      ...{ ...version, scope, effectiveAt: new Date(effectiveAt) },
      ...(creditRegime && { creditRegime: creditRegime as CreditRegimeWire }),
    });
    const versions = await promisesOf(tx, version.contractId);
    for (const { service } of version.availability ?? []) {
      await tx.schedule(await reckoningsFrom(tx, versions, service, Date.parse(effectiveAt)));
    }
    return { contractId: version.contractId, contractVersion: version.contractVersion };
  },
);
