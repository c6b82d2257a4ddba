import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { request } from '../domain/capability-override';
import { dispatchingOf, insertOverride } from '../storage/capability-overrides';

export class RequestCapabilityOverride {
  @IsUUID() workOrderId!: string;
  @IsUUID() contractId!: string;
  @IsString() @Length(3, 500) reason!: string;
}

/** Asks that a vendor may do what it is not certified for. Clause 1.2.3. */
export const requestCapabilityOverride = useCase(
  RequestCapabilityOverride,
  async (tx, { workOrderId, contractId, reason }) => {
    const asked = { id: tx.newId(), workOrderId, contractId, reason, requestedBy: tx.by, approvedBy: null };
    const override = request(asked, await dispatchingOf(tx, workOrderId, contractId), tx.now);
    insertOverride(tx, override);
    return { overrideId: override.id, workOrderId };
  },
);
