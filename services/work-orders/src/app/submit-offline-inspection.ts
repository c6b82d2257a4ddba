import { policyInForce, useCase } from '@steward/messaging';
import { OmitType } from '@nestjs/swagger';
import { IsUUID, Matches } from 'class-validator';
import { submitSigned } from '../domain/inspection';
import { loadDevice } from '../storage/devices';
import { loadPlan } from '../storage/inspection-plans';
import { loadInspection, saveInspection } from '../storage/inspections';
import { defectTimer } from './raise-defects';
import { SubmitInspection } from './submit-inspection';

export class SubmitOfflineInspection extends OmitType(SubmitInspection, ['channel']) {
  @IsUUID() deviceId!: string;
  /**
   * Ed25519, base64, over the round's id, `INSPECTED`, occurredAt in UTC to the millisecond and the results
   * as JSON without spaces, `[["code","OK",null],…]`, parted by line feeds.
   */
  @Matches(/^[A-Za-z0-9+/]{86}==$/) signature!: string;
}

/**
 * A round that a device signed where there was no network; the door has checked the signature. Told too late
 * it waits for two persons. Clause 3.2.1a, S12.
 */
export const submitOfflineInspection = useCase(SubmitOfflineInspection, async (tx, input) => {
  const { inspectionId, occurredAt, results, deviceId, signature } = input;
  const due = await loadInspection(tx, inspectionId);
  const plan = await loadPlan(tx, due.planId);
  const told = { occurredAt: new Date(occurredAt), results, by: tx.by };
  const freshHours = Number(await policyInForce(tx, 'offline-fact-fresh-hours'));
  const signed = { device: await loadDevice(tx, deviceId), signature, freshHours };
  const { state, events } = submitSigned(due, plan, told, signed, tx.now);
  saveInspection(tx, state);
  tx.publish(events);
  await tx.schedule(defectTimer(state, tx.now));
  return { inspectionId, status: state.status, evidenceGrade: state.record?.grade ?? null };
});
