import { provisionStreams } from '@steward/messaging';
import { connect } from 'nats';
import { setTimeout } from 'node:timers/promises';
import { Failure, misuse, reasonOf } from '../failure';

/** Makes or updates every stream of the suite. Says which were made. */
export async function provision(natsUrl: string | undefined, replicas: number): Promise<string> {
  if (!natsUrl) throw misuse('Set NATS_URL to the broker, as nats://127.0.0.1:4222.');
  if (![1, 3, 5].includes(replicas)) throw misuse('--replicas must be 1, 3 or 5.');
  const connection = await connect({ servers: natsUrl, name: 'steward-provision', timeout: 5000 }).catch(
    (error: unknown) => {
      throw new Failure(`The broker at ${natsUrl} cannot be reached: ${reasonOf(error)}.`);
    },
  );
  try {
    const made = await provisionStreams(await connection.jetstreamManager(), replicas);
    return made.length > 0 ? `Made the streams ${made.join(', ')}.` : 'Every stream is there.';
  } catch (error) {
    throw new Failure(`The streams cannot be made: ${reasonOf(error)}.`);
  } finally {
    await connection.close();
  }
}

/**
 * Provisions for ever, because a broker may lose its streams. Says the first outcome and each that differs
 * from the one before; only at the start does it throw.
 */
export async function* provisionAgain(
  natsUrl: string | undefined,
  replicas: number,
  everySeconds: number,
): AsyncGenerator<string, never> {
  let said = '';
  let outcome = await provision(natsUrl, replicas);
  for (;;) {
    if (outcome !== said) yield outcome;
    said = outcome;
    await setTimeout(1000 * everySeconds);
    outcome = await provision(natsUrl, replicas).catch(reasonOf);
  }
}
