import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { checkInByAssetCode as checkIn } from '../domain/visit';
import { assetNamed } from '../storage/sites';
import { insertVisit } from '../storage/visits';
import { loadWorkOrder } from '../storage/work-orders';

export class CheckInByAssetCode {
  @IsUUID() workOrderId!: string;
  /** As it was read from the asset's label. */
  @IsString() @Length(1, 64) assetCode!: string;
}

/** Reads the asset's code; an arrival once the enterprise has signed. Clause 2.3.1b. */
export const checkInByAssetCode = useCase(CheckInByAssetCode, async (tx, { workOrderId, assetCode }) => {
  const workOrder = await loadWorkOrder(tx, workOrderId);
  const person = { id: tx.newId(), by: tx.by, asset: await assetNamed(tx, workOrder.assetId) };
  const { visit, events } = checkIn(workOrder, person, assetCode, tx.now);
  await insertVisit(tx, visit);
  tx.publish(events);
  return { visitId: visit.id, workOrderId, status: workOrder.status };
});
