import { createInbox, type Msg, type NatsConnection } from 'nats';
import { headersOf, type Outgoing } from './cloud-event';
import { messageOf } from './failure';

/** Milliseconds. What is not acknowledged by then counts as not taken; it may have been all the same. */
const PATIENCE = 5000;

/** An event that is in its stream; a repeat was there before. */
export type Acknowledged = Pick<Outgoing, 'id' | 'stream'> & {
  readonly sequence: number;
  readonly isRepeat: boolean;
};
/** What the broker acknowledged, and what it first said against the rest: null where it took all. */
export type Published = { readonly acknowledged: readonly Acknowledged[]; readonly refusal: string | null };

/**
 * Publishes to JetStream, in this order, and waits for the acknowledgements. One subscription and one timer
 * serve them all: JetStream's own client makes a timer, two errors and several promises for each message,
 * which cost twice the publishing. An event published again is known by its id and stored once.
 */
export function publishAll(
  connection: NatsConnection,
  inboxPrefix: string,
  events: readonly Outgoing[],
): Promise<Published> {
  return new Promise((resolve) => {
    const inbox = createInbox(inboxPrefix);
    const acknowledged: Acknowledged[] = [];
    let refusal: string | null = null;
    let left = events.length;
    const end = () => {
      clearTimeout(timer);
      answers.unsubscribe();
      resolve({ acknowledged, refusal });
    };
    const timer = setTimeout(() => {
      refusal ??= 'no acknowledgement in time';
      end();
    }, PATIENCE);
    const answers = connection.subscribe(`${inbox}.*`, {
      callback: (error, message) => {
        const event = events[Number(message.subject.slice(inbox.length + 1))];
        const answer = error?.message ?? answerOf(message);
        if (typeof answer === 'string') refusal ??= answer;
        else if (event) acknowledged.push({ id: event.id, stream: event.stream, ...answer });
        left -= 1;
        if (left === 0) end();
      },
    });
    try {
      events.forEach((event, n) => {
        const reply = `${inbox}.${n}`;
        connection.publish(event.type, Buffer.from(event.data), { headers: headersOf(event), reply });
      });
    } catch (error) {
      refusal = messageOf(error);
      end();
    }
  });
}

type Answer = {
  readonly seq: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly description: string };
};

/** Where a message stands now, or why it was not taken. */
function answerOf(message: Msg): Pick<Acknowledged, 'sequence' | 'isRepeat'> | string {
  if (message.headers?.code === 503) return 'no stream takes it';
  const { seq: sequence, duplicate: isRepeat = false, error } = message.json<Answer>();
  return error ? error.description : { sequence, isRepeat };
}
