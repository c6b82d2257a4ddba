import { escapeLiteral, type ClientBase, type QueryResultRow } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Actor } from './use-case';

type Value = string | number | bigint | boolean | Date | null | undefined;
/**
 * What stands for $1, $2 …: such as the driver cannot choke on, for what never reaches the database would not
 * keep it from committing.
 */
export type Values = (Value | readonly Value[])[];
/** A statement with a name is parsed and planned once for each connection. */
export type Statement = string | { readonly name: string; readonly text: string; readonly values: Values };

/**
 * An open transaction. Statements take effect in the order in which they are sent, whether anybody waits for
 * them or not: what costs is the waiting and the waking, more than the statements.
 */
export class Transaction {
  private readonly sent: Promise<unknown>[] = [];

  constructor(
    /** For everybody who waits for each of his statements. */
    readonly manager: EntityManager,
    private readonly client: ClientBase,
    private actor: Actor | null = null,
  ) {}

  /** Whose rows are in sight from here on: row-level security follows this setting. */
  actAs(actor: Actor): void {
    if (this.actor === actor) return;
    this.send(`SET LOCAL app.actor TO ${escapeLiteral(actor)}`);
    this.actor = actor;
  }

  /** Sends a statement and does not wait for it. What it meets, the commit throws at the latest. */
  send(statement: Statement): void {
    this.follow(this.client.query(statement));
  }

  /** The same of a statement without a name. */
  write(text: string, values: Values): void {
    this.follow(this.client.query(text, values));
  }

  private follow(answer: Promise<unknown>): void {
    answer.catch(() => undefined); // it is not lost: see `commit` and `rollback`
    this.sent.push(answer);
  }

  /** Sends a statement and waits for its rows. */
  async ask<R extends QueryResultRow>(statement: Statement): Promise<readonly R[]> {
    return (await this.client.query<R>(statement)).rows;
  }

  /** Throws where the transaction is not stored: then nothing of it is. */
  async commit(): Promise<void> {
    const answer = this.client.query('COMMIT');
    await Promise.all([...this.sent, answer]);
    // After a failed statement COMMIT is answered, too, and by that word alone one knows.
    if ((await answer).command !== 'COMMIT') throw new Error('A statement failed: all was rolled back.');
  }

  /** Undoes all, and throws what failed first: statements sent after it only say that it had. */
  async rollback(error: unknown): Promise<never> {
    await this.client.query('ROLLBACK').catch(() => undefined);
    const outcomes = await Promise.allSettled(this.sent);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    throw failed ? failed.reason : error;
  }
}

type Conditions = {
  readonly actor: Actor;
  readonly isReadOnly?: boolean;
  /** What others commit meanwhile is not seen: repeatable read. */
  readonly isOfOneInstant?: boolean;
};

/**
 * Runs `work` in a transaction that acts as `actor`; it may end while its statements are under way. Throws
 * what it throws, and what any statement met: then nothing is stored.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  { actor, isReadOnly = false, isOfOneInstant = false }: Conditions,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const transaction = new Transaction(runner.manager, await runner.connect(), actor);
    // TypeORM would else open, and commit, a transaction of its own within this one.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    try {
      const level = isOfOneInstant ? ' ISOLATION LEVEL REPEATABLE READ' : '';
      const start = `START TRANSACTION${level}${isReadOnly ? ' READ ONLY' : ''}`;
      transaction.send(`${start}; SET LOCAL app.actor TO ${escapeLiteral(actor)}`);
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      return await transaction.rollback(error);
    }
  } finally {
    await runner.release();
  }
}
