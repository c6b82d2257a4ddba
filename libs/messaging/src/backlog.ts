import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { relayed } from './metrics';
import { Timers } from './timers';
import { JetStreamServer } from './transport';

/** Whether a service has anything yet to do. */
export type Backlog = {
  /** Nothing is to be published, applied or run. */
  readonly isQuiet: boolean;
  /** Events published since it started: unchanged, nothing was announced between two quiet looks. */
  readonly published: number;
};
/** Milliseconds between two looks at a service that is at work. */
const LOOK = 4;

/** Tells whether a service is quiet: outbox, consumers and due timers. Design rule 16. */
@Injectable()
export class Backlogs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly transport: JetStreamServer,
  ) {}

  /** The backlog as soon as it is quiet, or as it is after `patienceMs`. */
  async settled(patienceMs: number): Promise<Backlog> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const backlog = await this.read();
      if (backlog.isQuiet || Date.now() > deadline) return backlog;
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  private async read(): Promise<Backlog> {
    // Timers announce, what is announced is applied, and what is applied sets timers: one look sees one step.
    const [{ hasDue, hasOpen }] = await this.dataSource.query<[{ hasDue: boolean; hasOpen: boolean }]>(
      `SELECT EXISTS (SELECT FROM timers WHERE due_at <= $1 AND use_case = ANY($2)) AS "hasDue",
              EXISTS (SELECT FROM outbox WHERE published_at IS NULL)
           OR EXISTS (SELECT FROM waiting_events WHERE due_at IS NOT NULL) AS "hasOpen"`,
      [this.clock.dueUntil(), this.timers.names],
    );
    if (hasDue) this.timers.wake();
    const isQuiet = !hasDue && !hasOpen && (await this.transport.countUndelivered()) === 0;
    const { values } = await relayed.get();
    return { isQuiet, published: values[0]?.value ?? 0 };
  }
}
