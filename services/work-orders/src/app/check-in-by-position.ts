import { policyInForce, useCase } from '@steward/messaging';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { checkInByPosition as checkIn } from '../domain/visit';
import { hasConsented } from '../storage/location-consents';
import { assetNamed } from '../storage/sites';
import { insertPosition } from '../storage/visit-positions';
import { insertVisit } from '../storage/visits';
import { loadWorkOrder, saveWorkOrder } from '../storage/work-orders';
import { positionTimer } from './delete-position';
import { judgementsOf } from './judge-work-order';

export class CheckInByPosition {
  @IsUUID() workOrderId!: string;
  /** By WGS-84; north is positive. */
  @IsInt() @Min(-90_000_000) @Max(90_000_000) latitudeMicrodegrees!: number;
  /** East is positive. */
  @IsInt() @Min(-180_000_000) @Max(180_000_000) longitudeMicrodegrees!: number;
  /** How far the device may be from there. */
  @IsInt() @Min(0) @Max(1_000_000) accuracyMetres!: number;
}

/**
 * A person who agreed to it shows by its position that it is at the work order's asset: it has arrived. What
 * is refused leaves no position behind. Clause 2.3.1b.
 */
export const checkInByPosition = useCase(
  CheckInByPosition,
  async (tx, { workOrderId, ...position }) => {
    const before = await loadWorkOrder(tx, workOrderId);
    const maxAccuracyMetres = Number(await policyInForce(tx, 'position-accuracy-metres'));
    const norms = { hasConsented: await hasConsented(tx), maxAccuracyMetres };
    const person = { id: tx.newId(), by: tx.by, asset: await assetNamed(tx, before.assetId) };
    const { visit, workOrder, events } = checkIn(before, person, position, norms, tx.now);
    await insertVisit(tx, visit);
    insertPosition(tx, visit, position);
    saveWorkOrder(tx, before, workOrder);
    tx.publish(events);
    await tx.schedule([...judgementsOf(workOrder), await positionTimer(tx, visit)]);
    return { visitId: visit.id, workOrderId, status: workOrder.status };
  },
  ['latitudeMicrodegrees', 'longitudeMicrodegrees', 'accuracyMetres'],
);
