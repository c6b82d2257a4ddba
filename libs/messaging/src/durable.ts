import { AckPolicy, DeliverPolicy, nanos } from 'nats';
import type { JetStreamManager, NatsConnection } from 'nats';
import { holds, unlessMissing } from './broker-answers';

/** After a crash the next active consumer gets what was in flight after this long. Milliseconds. */
export const ACK_WAIT = 10_000;

export type Subscription = {
  readonly service: string;
  /** The producer's stream. */
  readonly stream: string;
  /** One whole aggregate, or nothing: versions of a half-filtered one would have holes. */
  readonly filterSubject: string | undefined;
};

/**
 * Makes the service's durable in a stream, or makes it anew, from the beginning, where it is at fault: the
 * cursors skip what is delivered again. Settings are brought up to date. Returns the fault, if any.
 */
export async function ensureDurable(
  connection: NatsConnection,
  subscription: Subscription,
): Promise<string | null> {
  const { stream, service, filterSubject } = subscription;
  const manager = await connection.jetstreamManager({ checkAPI: false });
  const { durable, fault, epoch } = await examine(manager, subscription);
  const settings = {
    description: `epoch ${epoch}`,
    ack_wait: nanos(ACK_WAIT),
    max_ack_pending: 1000,
    max_deliver: -1, // parking is ours: the broker would drop it in silence
  };
  if (durable && !fault) {
    if (!holds(durable.config, settings)) await manager.consumers.update(stream, service, settings);
    return null;
  }
  if (durable) await manager.consumers.delete(stream, service);
  await manager.consumers.add(stream, {
    ...settings,
    durable_name: service,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ...(filterSubject && { filter_subject: filterSubject }),
  });
  return fault;
}

/** Whether the durable is there and will be given all that comes. */
export async function isSound(connection: NatsConnection, subscription: Subscription): Promise<boolean> {
  const manager = await connection.jetstreamManager({ checkAPI: false });
  const { durable, fault } = await examine(manager, subscription);
  return durable !== null && fault === null;
}

/**
 * Looks for what would make a durable miss events. It says itself for which epoch of the stream it was made,
 * because it may be lost or restored apart from the stream; of the stream, the last event says it.
 */
async function examine(manager: JetStreamManager, { stream, service, filterSubject }: Subscription) {
  const durable = await unlessMissing(manager.consumers.info(stream, service));
  // Asked after it, so that the stream cannot look shorter than it is.
  const { state } = await manager.streams.info(stream);
  const isEmpty = state.messages === 0;
  const last = isEmpty
    ? null
    : await unlessMissing(manager.streams.getMessage(stream, { seq: state.last_seq }));
  const madeFor = Number(/^epoch (\d+)$/.exec(durable?.config.description ?? '')?.[1] ?? 1);
  const epoch = Number(last?.header.get('ce-epoch')) || madeFor;

  let fault: string | null = null;
  if (durable) {
    const reached = Math.max(durable.delivered.stream_seq, durable.ack_floor.stream_seq);
    if (durable.config.filter_subject !== filterSubject)
      fault = `its filter is to be ${filterSubject ?? 'none'}`;
    else if (reached > state.last_seq) fault = `it is at ${reached}, the stream ends at ${state.last_seq}`;
    else if (epoch !== madeFor) fault = `epoch ${epoch} of the stream has begun`;
  }
  return { durable, fault, epoch };
}
