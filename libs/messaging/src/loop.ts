import { Logger } from '@nestjs/common';
import { messageOf } from './failure';

/** Runs a duty for as long as the service lives: where it fails, it is begun again after a pause. */
export class Loop {
  private readonly logger: Logger;
  private running: Promise<void> | null = null;
  private isStopped = false;
  private isWoken = false;
  private wakeUp: (() => void) | null = null;

  constructor(
    name: string,
    private readonly duty: (isStopped: () => boolean) => Promise<void>,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends a pause, or the next one if none is under way. */
  wake(): void {
    this.isWoken = true;
    this.wakeUp?.();
  }

  /** Waits that long, or until woken or stopped. */
  async pause(milliseconds: number, { isWakeable = true } = {}): Promise<void> {
    if (this.isStopped || (isWakeable && this.isWoken)) {
      this.isWoken = false;
      return;
    }
    await new Promise<void>((done) => {
      const timer = setTimeout(done, milliseconds);
      this.wakeUp = () => {
        if (!isWakeable && !this.isStopped) return;
        clearTimeout(timer);
        done();
      };
    });
    this.wakeUp = null;
    if (isWakeable) this.isWoken = false;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.isStopped) {
      try {
        await this.duty(() => this.isStopped);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.logger.warn(`Begins again after: ${messageOf(error)}`);
      }
      const pause = Math.min(5000, 250 * 2 ** Math.min(failures, 5));
      if (!this.isStopped) await this.pause(pause, { isWakeable: false });
    }
  }
}
