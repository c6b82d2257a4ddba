import { useCase, type Timer } from '@steward/messaging';
import { IsInt, IsUUID } from 'class-validator';
import { publishDue, type Proposed } from '../domain/appraisal';
import { loadAppraisal, saveAppraisals } from '../storage/appraisals';
import { reviewing } from './review-streaks';

export class PublishAppraisal {
  @IsUUID() appraisalId!: string;
  @IsInt() revision!: number;
}

/** Runs by a timer when the vendor's appeal window has ended. Clause 1.3.1. */
export const publishAppraisal = useCase(PublishAppraisal, async (tx, { appraisalId, revision }) => {
  const { state, events } = publishDue(await loadAppraisal(tx, appraisalId), revision, tx.now);
  await saveAppraisals(tx, [state]);
  await tx.schedule([reviewing(state.contractId, tx.now)]);
  tx.publish(events);
  return { appraisalId, revision, status: state.status };
});

/** The timer that publishes a proposal; that of a later revision takes its place. */
export const publishing = ({ id, revision, appealEndsAt }: Proposed): Timer => ({
  useCase: publishAppraisal,
  key: id,
  dueAt: appealEndsAt,
  input: { appraisalId: id, revision },
});
