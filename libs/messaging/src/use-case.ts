import type { Event } from '@steward/events';
import type { EntityManager } from 'typeorm';
import type { Values } from './transaction';
import type { Unit } from './unit';

/** Whose rows are in sight. A vendor sees only its own. */
export type Actor = 'enterprise' | 'service' | `vendor:${string}`;
/** Who asks, and the key by which a repeat is known: an Idempotency-Key or an event's id. */
export type Asked = {
  readonly actor: Actor;
  /** The person's or service's login: two-person rules and the audit go by it. */
  readonly by: string;
  readonly key: string;
  /** W3C traceparent, carried on into the events. */
  readonly trace?: string;
  /** When it happened, where that was told; how it counts is the clock's to say. */
  readonly at?: Date;
  /** Of work that is begun again after a crash: the answer is looked up before it, and not only after. */
  readonly mayBeRepeat?: boolean;
  /** The transaction that the bus or a timer lends; its commit is theirs. */
  readonly unit?: Unit;
};

/** One transaction as a view sees it. */
export type ReadTx = { readonly manager: EntityManager };
/** One transaction as a use case sees it. All that it does happens at `now`. */
export type Tx = ReadTx & {
  readonly now: Date;
  readonly by: string;
  readonly actor: Actor;
  /**
   * Sends a statement whose answer nobody needs, and does not wait for it. What it meets, the command throws
   * at the latest with the commit, and nothing is stored. Reads see what was written before them.
   */
  write(text: string, values: Values): void;
  /** A new UUIDv7. */
  newId(): string;
  /** Announces facts: they are stored with the rows, or not at all. They occurred `at` (default: now). */
  publish(events: readonly Event[], at?: Date): void;
  /**
   * Keeps a row for `apply`, which gets all rows of the transaction at once before its commit: a batch of
   * events that each add a row is then one statement.
   */
  gather<R>(apply: Gatherer<R>, row: R): void;
  /** Runs a use case at an instant, once per key; a second call with the key replaces the first. */
  schedule(timers: readonly Timer[]): Promise<void>;
  /** Takes timers back; those that have run are gone already. */
  cancel(useCase: AnyUseCase, keys: readonly string[]): Promise<void>;
};
export type Gatherer<R> = (tx: Tx, rows: readonly R[]) => Promise<void>;
export type Timer = {
  readonly useCase: AnyUseCase;
  readonly key: string;
  readonly dueAt: Date;
  /** The use case's input, as JSON. */
  readonly input: object;
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** JSON, so that a repeat reads exactly like the first answer. */
export type Answer = { readonly [key: string]: Json };

type Class<T> = new () => T;
export type UseCase<I extends object, O extends Answer> = {
  readonly name: string;
  readonly input: Class<I>;
  readonly handle: (tx: Tx, input: I) => Promise<O>;
  /** Fields of which nothing is kept, not even in the input's hash: few values are easily guessed. */
  readonly traceless: readonly string[];
};
/** Whatever its input: for tables of use cases that are run by name. */
export type AnyUseCase = {
  readonly name: string;
  readonly input: Class<object>;
  readonly handle: (tx: Tx, input: never) => Promise<Answer>;
  /** What alone it reads and writes, by its input; see `sideBySide`. */
  readonly about?: (input: never) => string;
};
export type View<I extends object, O> = {
  readonly input: Class<I>;
  readonly handle: (tx: ReadTx, input: I) => Promise<O>;
  /** All its statements see what was committed before the first. */
  readonly isOfOneInstant?: boolean;
};

/** A command: its input class says what may enter and, in kebab case, names it. */
export function useCase<I extends object, O extends Answer>(
  input: Class<I>,
  handle: UseCase<I, O>['handle'],
  traceless: readonly (keyof I & string)[] = [],
): UseCase<I, O> {
  return { name: input.name.replace(/\B[A-Z]/g, '-$&').toLowerCase(), input, handle, traceless };
}

/**
 * A timed use case that reads and writes one thing alone. Timers that are due together and about different
 * things run side by side in their transaction; about the same thing they keep their order, also with those
 * of other such use cases.
 */
export const sideBySide = <I extends object, O extends Answer>(
  timed: UseCase<I, O>,
  about: (input: I) => string,
): AnyUseCase => ({ ...timed, about });

/** A read: SQL with named columns and a limit. */
export function view<I extends object, O>(
  input: Class<I>,
  handle: View<I, O>['handle'],
  more: Pick<View<I, O>, 'isOfOneInstant'> = {},
): View<I, O> {
  return { input, handle, ...more };
}
