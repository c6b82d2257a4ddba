import { IsInstant } from '@steward/calculators';
import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsUUID, Matches } from 'class-validator';
import { OFFLINE_KINDS, tellOffline, type OfflineKind } from '../domain/offline-fact';
import { loadDevice } from '../storage/devices';
import { insertLateFact } from '../storage/late-facts';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { timersAfter } from './accept-by-silence';

export class RecordOfflineFact {
  @IsUUID() workOrderId!: string;
  @IsIn(OFFLINE_KINDS) kind!: OfflineKind;
  /** When it happened, by the device's clock. */
  @IsInstant() occurredAt!: string;
  @IsUUID() deviceId!: string;
  /**
   * Ed25519, base64, over the work order's id, kind and occurredAt in UTC to the millisecond, parted by line
   * feeds.
   */
  @Matches(/^[A-Za-z0-9+/]{86}==$/) signature!: string;
}

/**
 * A fact that a device signed where there was no network; the door has checked the signature. Told too late
 * it waits for two persons. Clause 3.2.1a, S12.
 */
export const recordOfflineFact = useCase(RecordOfflineFact, async (tx, { occurredAt, ...told }) => {
  const fact = { ...told, id: tx.newId(), occurredAt: new Date(occurredAt), toldAt: tx.now };
  const workOrder = await loadWorkOrder(tx, told.workOrderId);
  const device = await loadDevice(tx, told.deviceId);
  const freshHours = Number(await policyInForce(tx, 'offline-fact-fresh-hours'));
  const { counts, decided } = tellOffline(workOrder, device, fact, freshHours, tx.now);
  if (!counts) {
    insertLateFact(tx, fact);
    return { workOrderId: workOrder.id, status: workOrder.status, lateFactId: fact.id };
  }
  const { state, events } = decided;
  saveWorkOrder(tx, workOrder, state, { channel: 'MOBILE_APP', grade: 'B', signed: fact });
  tx.publish(events);
  await tx.schedule(await timersAfter(tx, workOrder, state));
  return { workOrderId: state.id, status: state.status, lateFactId: null };
});
