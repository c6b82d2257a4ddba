/** Of pg and TypeORM, which give these no code. */
const CONNECTION =
  /Connection terminated|not queryable|timeout exceeded when trying to connect|not Connected|already released/;

/**
 * The database is away or asks for a retry: what was tried is not at fault, and is to be tried again. But
 * 08P01 is a statement of ours that was wrong.
 */
export function isTransient(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const isKnown = /^(08(?!P01)|57P|53|40|25P03)|^E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)/.test(code);
  return isKnown || CONNECTION.test(messageOf(error));
}

/** What went wrong, as text that the database can keep: it refuses the character NUL. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll('\0', '');
}
