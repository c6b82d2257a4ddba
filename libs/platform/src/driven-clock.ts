import { Clock } from '@steward/messaging';
import { readFileSync, statSync } from 'node:fs';

/**
 * Where a driver has put the clock, instants in ISO 8601. It stands at `from`; timers are due until `to`, and
 * each runs at its own instant between the two. With `runsSince`, an instant of real time, it runs on from
 * there.
 */
export type ClockHands = { readonly from: string; readonly to: string; readonly runsSince?: string };

/**
 * A clock that a driver sets for all services of a house, by a file that it replaces in one step: so a year
 * plays in a minute, and a service that is started again finds the time of the others. Local profile only.
 * Design rule 16.
 */
export class DrivenClock extends Clock {
  private read = '';
  private from = 0;
  private to = 0;
  private runsSince: number | null = null;

  /** Throws where the file is not there or holds no hands. */
  constructor(private readonly file: string) {
    super();
    this.look();
  }

  now(): Date {
    this.look();
    return new Date(this.from + this.elapsed());
  }

  at(instant: Date): Date {
    this.look();
    return this.runsSince === null ? new Date(Math.max(this.from, instant.getTime())) : this.now();
  }

  dueUntil(): Date {
    this.look();
    return new Date(this.to + this.elapsed());
  }

  private elapsed(): number {
    return this.runsSince === null ? 0 : Math.max(0, Date.now() - this.runsSince);
  }

  private look(): void {
    const { ino, mtimeMs } = statSync(this.file);
    const version = `${ino} ${mtimeMs}`;
    if (version === this.read) return;
    const { from, to, runsSince } = JSON.parse(readFileSync(this.file, 'utf8')) as ClockHands;
    [this.from, this.to] = [Date.parse(from), Date.parse(to)];
    this.runsSince = runsSince === undefined ? null : Date.parse(runsSince);
    if (!(this.from <= this.to)) throw new Error(`${this.file} does not say where the clock stands.`);
    this.read = version;
  }
}
