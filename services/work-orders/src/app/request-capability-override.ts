import { useCase } from '@steward/messaging';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { request } from '../domain/capability-override';
import { MISMATCHES, type Mismatch } from '../domain/mismatch';
import { dispatchingOf, insertOverride } from '../storage/capability-overrides';

export class RequestCapabilityOverride {
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
  /** What the override is for, and nothing else; left out: CAPABILITY. */
  @IsOptional() @ArrayNotEmpty() @ArrayUnique() @IsIn(MISMATCHES, { each: true }) mismatches?: Mismatch[];
  @IsString() @Length(3, 500) reason!: string;
}

/** Asks that a vendor may be given work although something speaks against it. Clauses 1.2.1, 1.2.3, 2.1.1. */
export const requestCapabilityOverride = useCase(
  RequestCapabilityOverride,
  async (tx, { mismatches, ...told }) => {
    const { workOrderId, contractId } = told;
    const named = mismatches ?? (['CAPABILITY'] as const);
    const asked = { ...told, id: tx.newId(), mismatches: named, requestedBy: tx.by, approvedBy: null };
    const override = request(asked, await dispatchingOf(tx, workOrderId, contractId), tx.now);
    insertOverride(tx, override);
    return { overrideId: override.id, workOrderId };
  },
);
