import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure, reasonOf } from '../failure';

/** Milliseconds after which a house that does not come to rest is given up. */
const PATIENCE = 120_000;

type Hands = { readonly from: string; readonly to: string; readonly runsSince?: string };
type Backlog = { readonly isQuiet: boolean; readonly published: number };

/** Puts the clock of a house that has none yet to an instant. Throws a Failure. */
export function provideClock(file: string, at: number): void {
  if (!existsSync(file)) turn(file, { from: textOf(at), to: textOf(at) });
}

/** The clock of a whole house, as its driver holds it. Design rule 16. */
export class HouseClock {
  /** What was published up to the last look at which all were quiet. */
  private atRest = '';

  /** `services` are the addresses of all services by their names, `token` gives a platform-admin's. */
  constructor(
    private readonly file: string,
    private readonly services: Readonly<Record<string, string>>,
    private readonly token: () => Promise<string>,
  ) {}

  /** Where the clock stands, epoch milliseconds. Throws a Failure where there is none. */
  stands(): number {
    try {
      return Date.parse((JSON.parse(readFileSync(this.file, 'utf8')) as Hands).from);
    } catch (error) {
      throw new Failure(`The clock ${this.file} cannot be read: ${reasonOf(error)}.`);
    }
  }

  /**
   * Moves the clock on once all is quiet, and waits for what falls due on the way. Throws a Failure where the
   * house does not come to rest.
   */
  async moveTo(at: number): Promise<void> {
    await this.rest();
    turn(this.file, { from: textOf(this.stands()), to: textOf(at) });
    await this.rest();
    turn(this.file, { from: textOf(at), to: textOf(at) });
  }

  /** From here on it goes with real time. */
  letRun(): void {
    const from = textOf(this.stands());
    turn(this.file, { from, to: from, runsSince: new Date().toISOString() });
  }

  /** Comes to a look at which all are quiet, and nothing was published since the one before. */
  private async rest(): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    const names = Object.keys(this.services);
    for (;;) {
      const backlogs = await Promise.all(names.map((name) => this.backlogOf(name)));
      const busy = names.filter((_, n) => !backlogs[n]?.isQuiet);
      const before = this.atRest;
      this.atRest = busy.length > 0 ? '' : backlogs.map((backlog) => backlog!.published).join(' ');
      if (this.atRest !== '' && this.atRest === before) return;
      if (Date.now() > deadline) throw new Failure(`These services do not come to rest: ${busy.join(', ')}.`);
    }
  }

  /** Null where the service does not answer, as while it is started again. */
  private async backlogOf(service: string): Promise<Backlog | null> {
    const headers = { authorization: `Bearer ${await this.token()}` };
    try {
      const answer = await fetch(`${this.services[service]}/backlog`, { headers });
      if (answer.ok) return (await answer.json()) as Backlog;
    } catch {
      // It is asked again.
    }
    await pause(250);
    return null;
  }
}

/** In one step: a service that looks sees the old hands or the new. */
function turn(file: string, hands: Hands): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(hands));
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new Failure(`The clock ${file} cannot be set: ${reasonOf(error)}.`);
  }
}

const textOf = (at: number): string => new Date(at).toISOString();
