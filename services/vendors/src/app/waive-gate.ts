import { policyInForce, useCase } from '@steward/messaging';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import {
  consent,
  WAIVABLE_GATES,
  WAIVING_OFFICES,
  type WaivableGate,
  type WaivingOffice,
} from '../domain/waiver';
import { todayOf } from '../storage/dossiers';
import { saveWaiver, waiversOf } from '../storage/gate-waivers';
import { loadVendor } from '../storage/vendors';

export class WaiveGate {
  @IsUUID() vendorId!: string;
  /** As the open gate shows it. */
  @IsIn(WAIVABLE_GATES) gate!: WaivableGate;
  @IsIn(WAIVING_OFFICES) office!: WaivingOffice;
  @IsString() @Length(3, 500) reason!: string;
}

/** One of the two offices consents to do without a gate; it counts once both do. Clause 2.1.2. */
export const waiveGate = useCase(WaiveGate, async (tx, { vendorId, gate, office, reason }) => {
  await loadVendor(tx, vendorId); // the lock
  const known = await waiversOf(tx, vendorId);
  const blank = { id: tx.newId(), vendorId, gate, consents: {}, validTo: null };
  const open = known.find((each) => each.gate === gate && each.validTo === null) ?? blank;
  const months = Number(await policyInForce(tx, 'gate-waiver-months'));
  const given = { by: tx.by, reason, at: tx.now };
  const { state, events } = consent(open, office, given, { today: await todayOf(tx), months });
  saveWaiver(tx, state);
  tx.publish(events);
  return { vendorId, gate, validTo: state.validTo };
});
