import { useCase } from '@steward/messaging';
import { announced, dueMeetings } from '../domain/meeting';
import { contractsNotLongOver } from '../storage/contracts';
import { insertMeetings } from '../storage/meetings';
import { monthEnds } from './miss-meeting';

/** Runs by itself and asks for nothing. */
export class ScheduleMeetings {}

/** Puts this month's joint meeting of every contract in force on the calendar. Clause 2.3.2c. */
export const scheduleMeetings = useCase(ScheduleMeetings, async (tx) => {
  const created = await insertMeetings(tx, dueMeetings(await contractsNotLongOver(tx), tx.now));
  tx.publish(announced(created));
  await tx.schedule(monthEnds(created, tx.now));
  return { scheduled: created.length };
});
