import { CAPABILITY_CATEGORIES, TIERS, type CapabilityCategory, type Tier } from '@steward/domain';
import { useCase } from '@steward/messaging';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsIn,
  IsISO8601,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { classify } from '../domain/classification';
import { insertClassification } from '../storage/classifications';
import { loadVendor } from '../storage/vendors';

export class ClassifyVendor {
  @IsUUID() vendorId!: string;
  @IsIn(TIERS) tier!: Tier;
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(CAPABILITY_CATEGORIES, { each: true })
  categories!: CapabilityCategory[];
  /** The first day on which it counts; past or to come. */
  @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) effectiveOn!: string;
  @IsString() @Length(3, 500) reason!: string;
}

export const classifyVendor = useCase(ClassifyVendor, async (tx, { vendorId, ...placement }) => {
  const vendor = await loadVendor(tx, vendorId);
  const { state, events } = classify({ ...placement, id: tx.newId(), vendorId: vendor.id }, tx.by, tx.now);
  await insertClassification(tx, state);
  tx.publish(events);
  return { vendorId: vendor.id, tier: state.tier, effectiveOn: state.effectiveOn };
});
