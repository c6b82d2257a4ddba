import type { AnyUseCase } from './use-case';

/** What messaging must know of the service that it works for. */
export type MessagingOptions = {
  /** `work-orders`: its own stream is WORK_ORDERS and its durables are named after it. */
  readonly service: string;
  /** The database by the application's role. */
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** Use cases that timers may run; one scheduled but not named here would never run. */
  readonly timed: readonly AnyUseCase[];
  /** Use cases run on their own, without input, at an interval in seconds. */
  readonly schedule: readonly { readonly everySeconds: number; readonly useCase: AnyUseCase }[];
  /** Between two looks at the broker for what it lost, beside those when it comes back. Default 30. */
  readonly sweepEverySeconds?: number;
};
export const SWEEP_EVERY_SECONDS = 30;
export const MESSAGING = Symbol('messaging options');
