/**
 * Repeats `check`, which holds expectations, until it throws no more, and gives what it returned. Throws
 * its last error when `withinMs` have passed.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs = 10_000 }: { readonly withinMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
