import type { Transaction } from './transaction';
import type { Timer } from './use-case';

/** Sets timers in one statement; a timer of the same use case and key is replaced. */
export function scheduleTimers(transaction: Transaction, timers: readonly Timer[]): void {
  if (timers.length === 0) return;
  transaction.send({
    name: 'schedule-timers',
    text: `
      INSERT INTO timers (use_case, key, due_at, input)
      SELECT use_case, key, due_at, input::json
      FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) AS t (use_case, key, due_at, input)
      ON CONFLICT (use_case, key) DO UPDATE
        SET due_at = excluded.due_at, input = excluded.input, attempts = 0, error = NULL`,
    values: [
      timers.map(({ useCase }) => useCase.name),
      timers.map(({ key }) => key),
      timers.map(({ dueAt }) => dueAt),
      timers.map(({ input }) => JSON.stringify(input)),
    ],
  });
}

export function cancelTimers(transaction: Transaction, useCase: string, keys: readonly string[]): void {
  if (keys.length === 0) return;
  transaction.send({
    name: 'cancel-timers',
    text: 'DELETE FROM timers WHERE use_case = $1 AND key = ANY($2)',
    values: [useCase, keys],
  });
}
