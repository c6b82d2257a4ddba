import { useCase } from '@steward/messaging';
import { IsBoolean, IsISO8601, IsString, IsUUID, Length, Matches } from 'class-validator';
import { submitReferenceProject as submit } from '../domain/evidence';
import { todayOf } from '../storage/dossiers';
import { insertEvidence } from '../storage/evidence';
import { loadVendor } from '../storage/vendors';

export class SubmitReferenceProject {
  @IsUUID() vendorId!: string;
  @IsString() @Length(1, 200) title!: string;
  @IsString() @Length(1, 200) customer!: string;
  @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) completedOn!: string;
  /** Of the kind that the enterprise looks for. */
  @IsBoolean() isSimilar!: boolean;
}

export const submitReferenceProject = useCase(
  SubmitReferenceProject,
  async (tx, { vendorId, ...project }) => {
    const vendor = await loadVendor(tx, vendorId);
    const submission = { id: tx.newId(), vendorId: vendor.id, submittedAt: tx.now, submittedBy: tx.by };
    const { state, events } = submit(project, submission, await todayOf(tx));
    await insertEvidence(tx, state);
    tx.publish(events);
    return { itemId: state.id, status: state.status };
  },
);
