import type { Definition } from '@steward/events';
import { Value } from '@sinclair/typebox/value';
import type { NatsConnection } from 'nats';
import { readFile } from 'node:fs/promises';
import { Failure, reasonOf } from '../failure';
import { answerSchema, expectedOf, faultsIn, type Answer, type Told } from './expected';
import { tell, untilTaken } from './feed';
import { scenariosOf, type Scenario } from './scenarios';

/** Where the question is sent: `{"scenario","contractIds"}`, answered by an answer in JSON. */
export const QUESTION = 'conformance.answer';

/** How the subscriber is asked. */
export type Asking = {
  /** The file that the subscriber writes before it acknowledges; null: it is asked over the bus. */
  readonly answerFile: string | null;
  /** How long it may take for a step of a scenario. */
  readonly seconds: number;
};
export type Outcome = Pick<Scenario, 'name' | 'demands'> & {
  readonly passed: boolean;
  /** One sentence each; none where it passed. */
  readonly reasons: readonly string[];
};

/** Plays every scenario, one after the other, also after one that failed. */
export async function trySubscriber(
  connection: NatsConnection,
  definitions: readonly Definition[],
  asking: Asking,
): Promise<readonly Outcome[]> {
  const known = new Set<string>(definitions.map(({ type }) => type));
  const outcomes: Outcome[] = [];
  for (const scenario of scenariosOf(definitions)) {
    const { name, demands } = scenario;
    const reasons = await play(connection, scenario, known, asking);
    outcomes.push({ name, demands, passed: reasons.length === 0, reasons });
  }
  return outcomes;
}

async function play(
  connection: NatsConnection,
  scenario: Scenario,
  known: ReadonlySet<string>,
  asking: Asking,
): Promise<readonly string[]> {
  const told: Told[] = [];
  for (const [n, step] of scenario.steps.entries()) {
    told.push(...step);
    await tell(connection, step);
    try {
      await untilTaken(connection, asking.seconds);
      const answer = concerning(await answerTo(connection, scenario, asking), scenario.contractId, told);
      const faults = faultsIn(answer, expectedOf(told, known));
      if (faults.length > 0) return faults.map((fault) => `Step ${n + 1}: ${fault}`);
    } catch (error) {
      return [`Step ${n + 1}: ${reasonOf(error)}`];
    }
  }
  return [];
}

/** The subscriber's answer for the scenario's contract. Throws a Failure where it has none. */
async function answerTo(
  connection: NatsConnection,
  { name, contractId }: Scenario,
  { answerFile, seconds }: Asking,
): Promise<Answer> {
  if (answerFile) return parsed(await readFile(answerFile, 'utf8').catch(absent), answerFile);
  return parsed(await asked(connection, { scenario: name, contractIds: [contractId] }, seconds), QUESTION);
}

/** What of an answer is about a scenario: a file holds all that ever came. */
function concerning(answer: Answer, contractId: string, told: readonly Told[]): Answer {
  const subjects = new Set(told.map(({ subject }) => subject));
  const ids = new Set(told.map(({ id }) => id));
  return {
    balances: answer.balances.filter((row) => row.contractId === contractId),
    waiting: answer.waiting.filter((document) => subjects.has(document)),
    gaps: Object.fromEntries(Object.entries(answer.gaps).filter(([subject]) => subjects.has(subject))),
    setAside: answer.setAside.filter((id) => ids.has(id)),
  };
}

async function asked(connection: NatsConnection, question: object, seconds: number): Promise<string> {
  const options = { timeout: 1000 * seconds };
  const reply = await connection
    .request(QUESTION, JSON.stringify(question), options)
    .catch((error: unknown) => {
      throw new Failure(`Nobody answers ${QUESTION}: ${reasonOf(error)}.`);
    });
  return reply.string();
}

const absent = (error: unknown): never => {
  throw new Failure(`The answer's file cannot be read: ${reasonOf(error)}.`);
};

function parsed(text: string, place: string): Answer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Failure(`What ${place} answers is not JSON.`);
  }
  const [fault] = [...Value.Errors(answerSchema, answer)];
  if (fault) throw new Failure(`What ${place} answers does not fit: ${fault.path || '/'} ${fault.message}.`);
  return answer as Answer;
}
