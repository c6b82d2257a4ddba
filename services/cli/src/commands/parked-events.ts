import Table from 'cli-table3';
import { randomUUID } from 'node:crypto';
import { misuse } from '../failure';
import { signedIn } from './place';

type Parked = {
  readonly eventId: string;
  readonly producer: string;
  readonly type: string;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly error: string;
};

const placeOf = (service: string): string => {
  if (!/^[a-z][a-z-]*$/.test(service)) throw misuse(`${service} is no service.`);
  return `${service}/v1/parked-events`;
};

/** The events that a service could not apply and that wait for a decision. */
export async function listParked(service: string): Promise<string> {
  const parked = await (await signedIn('platform-admin')).all<Parked>(placeOf(service));
  if (parked.length === 0) return `No event is parked in ${service}.`;
  const table = new Table({
    head: ['Event', 'Type', 'Parked at', 'Attempts', 'Why'],
    style: { head: [], border: [] },
  });
  for (const { eventId, type, parkedAt, attempts, error } of parked)
    table.push([eventId, type, parkedAt, attempts, error]);
  return table.toString();
}

/** Applies a parked event again, or with a reason passes over it for good. */
export async function decideParked(
  service: string,
  eventId: string,
  discardReason: string | null,
): Promise<string> {
  const admin = await signedIn('platform-admin');
  const place = `${placeOf(service)}/${encodeURIComponent(eventId)}`;
  if (discardReason === null) {
    await admin.post(`${place}/redrive`, randomUUID());
    return `${eventId} is applied again in ${service}.`;
  }
  await admin.post(`${place}/discard`, randomUUID(), { reason: discardReason });
  return `${eventId} is discarded in ${service}.`;
}
