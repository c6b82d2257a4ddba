import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  electedLoop,
  MESSAGING,
  UseCases,
  type Asked,
  type Loop,
  type MessagingOptions,
} from '@steward/messaging';
import { FileStore } from '@steward/platform';
import { endImport } from '../app/end-import';
import { fixAsOf } from '../app/fix-as-of';
import { refuseImport } from '../app/refuse-import';
import { rowsToStage, stageRows } from '../app/stage-rows';
import { tellWorkOrders } from '../app/tell-work-orders';
import { imports } from '../storage/import-views';
import type { Import } from '../domain/import';
import type { StagedRow } from '../domain/servicenow';
import { NotAnExport, readExport } from './servicenow-file';

/** Rows of a file in one transaction. */
const ROWS = 1000;

/**
 * Reads the files of running imports and feeds them to the use cases, step by step. Every step has a key of
 * its own, so that a run that was killed is simply begun again: what was done answers at once and changes
 * nothing.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportRunner.name);
  private readonly loop: Loop;

  constructor(
    @Inject(MESSAGING) { databaseUrl }: MessagingOptions,
    private readonly useCases: UseCases,
    private readonly files: FileStore,
  ) {
    this.loop = electedLoop(databaseUrl, { kind: 3, name: 'imports' }, async (_, isOver) => {
      while (!isOver()) {
        const running = await this.useCases.read(imports, {}, 'service');
        for (const one of running) await this.run(one, isOver);
        if (running.length === 0) await this.loop.pause(500);
      }
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Says that an import was started. */
  wake(): void {
    this.loop.wake();
  }

  private async run(running: Import, isOver: () => boolean): Promise<void> {
    const { id: importId } = running;
    try {
      await this.stage(running, isOver);
    } catch (error) {
      if (!(error instanceof NotAnExport)) throw error;
      this.logger.warn(`Import ${importId} is refused: ${error.message}`);
      await this.useCases.run(refuseImport, { importId, reason: error.message }, asked(running, 'refusal'));
      return;
    }
    if (isOver()) return;
    const { isFixed } = await this.useCases.run(fixAsOf, { importId }, asked(running, 'as-of'));
    for (let after: string | null = isFixed ? '' : null; after !== null && !isOver();) {
      const { last }: { last: string | null } = await this.useCases.run(
        tellWorkOrders,
        { importId, after },
        asked(running, `after ${after}`),
      );
      after = last;
    }
    if (isFixed && !isOver()) await this.useCases.run(endImport, { importId }, asked(running, 'end'));
  }

  private async stage(running: Import, isOver: () => boolean): Promise<void> {
    const { profile, id: importId } = running;
    const hasDefault = profile.contracts.some(({ isDefault }) => isDefault);
    const groups = new Set(profile.contracts.flatMap((contract) => contract.groups));
    const answersFor = (group: string) => hasDefault || groups.has(group);
    let rows: StagedRow[] = [];
    const flush = async () => {
      if (rows.length > 0) {
        const step = asked(running, `rows to ${rows.at(-1)!.line}`);
        await this.useCases.run(stageRows, rowsToStage(importId, rows), step);
      }
      rows = [];
    };
    for await (const row of readExport(await this.files.open(running.fileId), profile.timezone, answersFor)) {
      rows.push(row);
      if (rows.length === ROWS) await flush();
      if (isOver()) return;
    }
    await flush();
  }
}

/** One key a step. */
const asked = ({ id, startedBy }: Import, step: string): Asked => ({
  ...{ actor: 'service', by: startedBy, key: `${id} ${step}`, mayBeRepeat: true },
});
