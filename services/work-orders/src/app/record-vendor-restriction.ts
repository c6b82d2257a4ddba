import { useCase } from '@steward/messaging';
import { IsArray, IsUUID } from 'class-validator';
import type { ExpiredPaper } from '../domain/mismatch';
import { saveRestriction } from '../storage/vendor-records';

/** As vendors announced it; the event's schema has checked what is inside. */
export class RecordVendorRestriction {
  @IsUUID() vendorId!: string;
  /** None: the restriction is lifted. */
  @IsArray() expired!: ExpiredPaper[];
}

/** Keeps whether a vendor is restricted; dispatch asks for it, and work under way goes on. Clause 2.1.1. */
export const recordVendorRestriction = useCase(RecordVendorRestriction, async (tx, { vendorId, expired }) => {
  saveRestriction(tx, vendorId, expired);
  return { vendorId, isRestricted: expired.length > 0 };
});
