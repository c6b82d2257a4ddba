/** Why a command ends early: one sentence for the person at the terminal, and the exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';

  /** @param exitCode 2 where what was typed or handed in is wrong, 1 where the world is not as it must be */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** Wrong usage or wrong input: exit code 2. */
export const misuse = (message: string): Failure => new Failure(message, 2);

/** The text of whatever was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
