import type { Tx } from '@steward/messaging';
import { topicsNow } from './meeting-topic-sql';

/** Keeps what stands on a meeting's agenda beside its breaches, as of now. Clause 2.3.2c. */
export function keepTopics(tx: Tx, meetingId: string): void {
  tx.write(
    `INSERT INTO meeting_topics (meeting_id, kind, subject_id, vendor_id, title, label, since)
     SELECT m.id, t.kind, t.subject_id, m.vendor_id, t.title, t.label, t.since
     FROM meetings m, LATERAL (${topicsNow('m')}) t WHERE m.id = $1`,
    [meetingId],
  );
}
