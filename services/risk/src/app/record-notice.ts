import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { NOTICE_SOURCES, ofNotice, subjectOf, type NoticeSource } from '../domain/occurrence';
import { weigh } from '../domain/weigh';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class RecordNotice {
  @IsIn(NOTICE_SOURCES) source!: NoticeSource;
  @IsUUID() vendorId!: string;
  /** Left out where it is about the vendor, not about one contract. */
  @IsOptional() @IsUUID() contractId?: string;
  /** What the notice is known by, as a court's file number: told twice, it counts once. */
  @IsString() @Length(2, 100) reference!: string;
  @IsISO8601({ strict: true }) noticedAt!: string;
}

/** A notice of insolvency or of a security incident is a risk at once. Clause 4.1.1. */
export const recordNotice = useCase(RecordNotice, async (tx, { contractId, noticedAt, ...about }) => {
  const told = { ...about, contractId: contractId ?? null, noticedAt: new Date(noticedAt) };
  const occurrence = ofNotice(told, tx.now);
  await keepRisks(tx, weigh(await fileOccurrence(tx, occurrence), tx));
  return { riskId: subjectOf(occurrence).id };
});
