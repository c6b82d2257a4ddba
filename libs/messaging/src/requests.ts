import { ensure } from '@steward/domain';
import type { EntityManager } from 'typeorm';
import type { Transaction } from './transaction';
import type { Answer, Asked } from './use-case';

/** A command by its key. The actor is part of it: nobody fetches another's answer by guessing his key. */
export type Request = Pick<Asked, 'actor' | 'key'> & { readonly useCase: string; readonly inputHash: string };

/**
 * What was answered to the first command of this key, or null if none was carried out. Breaks
 * `request.key-reused` where that had another input.
 */
export async function answered<O extends Answer>(
  manager: EntityManager,
  { useCase, actor, key, inputHash }: Request,
): Promise<O | null> {
  const [row] = await manager.query<{ inputHash: string; answer: O }[]>(
    `SELECT input_hash AS "inputHash", answer FROM requests WHERE use_case = $1 AND actor = $2 AND key = $3`,
    [useCase, actor, key],
  );
  if (!row) return null;
  ensure(row.inputHash === inputHash, 'request.key-reused', 'This key was used before, with another input.');
  return row.answer;
}

/**
 * Stores the answer under its key, and who gave the command. A second with this key waits here for the first
 * to end, and fails where that was carried out.
 */
export function keepAnswer(
  transaction: Transaction,
  { useCase, actor, key, inputHash }: Request,
  given: Pick<Asked, 'by' | 'trace'> & {
    readonly answer: Answer;
    readonly answerHash: string;
    readonly now: Date;
  },
): void {
  const { by, trace, answer, answerHash, now } = given;
  transaction.send({
    name: 'keep-answer',
    text: `
      WITH answered AS (
        INSERT INTO requests (use_case, actor, key, input_hash, answer) VALUES ($1, $2, $3, $4, $5))
      INSERT INTO audit (use_case, actor, request_key, by, input_hash, answer_hash, occurred_at, trace)
      VALUES ($1, $2, $3, $6, $4, $7, $8, $9)`,
    values: [useCase, actor, key, inputHash, JSON.stringify(answer), by, answerHash, now, trace ?? null],
  });
}
