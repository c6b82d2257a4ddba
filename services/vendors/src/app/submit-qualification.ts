import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import {
  QUALIFICATION_KINDS,
  submitQualification as submit,
  type QualificationKind,
} from '../domain/evidence';
import { insertEvidence } from '../storage/evidence';
import { loadVendor } from '../storage/vendors';

export class SubmitQualification {
  @IsUUID() vendorId!: string;
  @IsIn(QUALIFICATION_KINDS) kind!: QualificationKind;
  @IsString() @Length(1, 100) number!: string;
  @IsString() @Length(1, 200) issuer!: string;
  /** The last day on which it counts; left out where it is open-ended, as no ISO 9001 certificate is. */
  @IsOptional() @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) validTo?: string;
  /** SHA-256 of the document, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) documentHash!: string;
}

export const submitQualification = useCase(
  SubmitQualification,
  async (tx, { vendorId, validTo = null, ...paper }) => {
    const vendor = await loadVendor(tx, vendorId);
    const submission = { id: tx.newId(), vendorId: vendor.id, submittedAt: tx.now, submittedBy: tx.by };
    const { state, events } = submit({ ...paper, validTo }, submission);
    await insertEvidence(tx, state);
    tx.publish(events);
    return { itemId: state.id, status: state.status };
  },
);
