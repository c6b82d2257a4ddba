import { NotFound } from '@steward/domain';
import { policyInForce, textHashOf, useCase } from '@steward/messaging';
import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { dutyOf, PERIOD, submit } from '../domain/report-duty';
import { versionsOf } from '../storage/contract-versions';
import { insertDuties, loadDuty, reportOf, saveSubmission } from '../storage/reports';

export class SubmitReport {
  @IsUUID() contractId!: string;
  @Matches(PERIOD, { message: 'period must be a month as 2026-09 or a quarter as 2026Q3' }) period!: string;
  /** What the vendor has to say to it. */
  @IsOptional() @IsString() @Length(1, 4000) remarks?: string | null;
}

/** The vendor stands by the report of a period as it reads now. Clauses 1.1.3b and 2.3.1d. */
export const submitReport = useCase(SubmitReport, async (tx, { contractId, period, remarks }) => {
  const [contract] = await versionsOf(tx, [contractId]);
  if (!contract) throw new NotFound('contract', contractId);
  const duty = dutyOf(contract, period, Number(await policyInForce(tx, 'report-due-working-day')));
  await insertDuties(tx, [duty]); // a quarter's, or one that the schedule has not come to

  const content = JSON.stringify(await reportOf(tx, contract, period, tx.now));
  const submission = {
    contentHash: textHashOf(content),
    asOf: tx.now,
    remarks: remarks ?? null,
    submittedBy: tx.by,
  };
  const { state, events } = submit(
    await loadDuty(tx, duty.id),
    submission,
    contract.calendar.timezone,
    tx.now,
  );
  saveSubmission(tx, state, content);
  tx.publish(events);
  return { reportId: state.id, contentHash: submission.contentHash, asOf: tx.now.toISOString() };
});
