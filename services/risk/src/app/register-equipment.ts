import { useCase } from '@steward/messaging';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { vendorSpokenOf } from '../domain/acting';
import { inspected } from '../domain/reserves';
import { numberInForce } from '../storage/norms';
import { saveEquipment } from '../storage/reserves';
import { announceEquipment } from './announce-equipment';

export class RegisterEquipment {
  /** A vendor speaks of itself and may leave it out. */
  @IsOptional() @IsUUID() vendorId?: string;
  @IsString() @Length(1, 200) name!: string;
  @IsInt() @Min(1) @Max(1_000_000) quantity!: number;
  @IsString() @Length(1, 200) location!: string;
  @IsISO8601({ strict: true }) inspectedAt!: string;
}

/** Clause 2.3.3b. */
export const registerEquipment = useCase(
  RegisterEquipment,
  async (tx, { vendorId: named, inspectedAt, ...about }) => {
    const vendorId = vendorSpokenOf(tx.actor, named);
    const seen = { ...about, id: tx.newId(), vendorId, inspectedAt: new Date(inspectedAt) };
    const state = inspected(seen, await numberInForce(tx, 'equipment-inspection-days'), tx.now);
    saveEquipment(tx, state);
    const { id: equipmentId, inspectionDueAt: dueAt } = state;
    await tx.schedule([{ useCase: announceEquipment, key: equipmentId, dueAt, input: { equipmentId } }]);
    return { equipmentId, vendorId, inspectionDueAt: dueAt.toISOString() };
  },
);
