import type { EntityManager } from 'typeorm';
import type { Timer } from './use-case';

/** Sets timers in one statement; a timer of the same use case and key is replaced. */
export async function scheduleTimers(manager: EntityManager, timers: readonly Timer[]): Promise<void> {
  if (timers.length === 0) return;
  await manager.query(
    `INSERT INTO timers (use_case, key, due_at, input)
     SELECT use_case, key, due_at, input::json
     FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) AS t (use_case, key, due_at, input)
     ON CONFLICT (use_case, key) DO UPDATE
       SET due_at = excluded.due_at, input = excluded.input, attempts = 0, error = NULL`,
    [
      timers.map(({ useCase }) => useCase.name),
      timers.map(({ key }) => key),
      timers.map(({ dueAt }) => dueAt),
      timers.map(({ input }) => JSON.stringify(input)),
    ],
  );
}

export async function cancelTimers(
  manager: EntityManager,
  useCase: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await manager.query('DELETE FROM timers WHERE use_case = $1 AND key = ANY($2)', [useCase, keys]);
}
