import { useCase } from '@steward/messaging';
import { IsISO8601, IsUUID } from 'class-validator';
import { ofExpiredCertificate } from '../domain/occurrence';
import { weigh } from '../domain/weigh';
import { fileOccurrence } from '../storage/occurrences';
import { keepRisks } from './mark-review-overdue';

export class RecordExpiredCertificate {
  @IsUUID() vendorId!: string;
  @IsUUID() itemId!: string;
  @IsISO8601() expiredAt!: string;
}

/** Clauses 2.1.1 and 4.1.1. */
export const recordExpiredCertificate = useCase(
  RecordExpiredCertificate,
  async (tx, { expiredAt, ...paper }) => {
    const occurrence = ofExpiredCertificate({ ...paper, expiredAt: new Date(expiredAt) });
    const decision = weigh(await fileOccurrence(tx, occurrence), tx);
    await keepRisks(tx, decision);
    return { riskIds: decision.state.map(({ id }) => id) };
  },
);
