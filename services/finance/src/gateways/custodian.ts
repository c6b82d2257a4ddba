import { Injectable } from '@nestjs/common';
import { ServiceConfig } from '@steward/platform';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instructionText, type Instruction } from '../domain/custodian-instruction';

/** The third party that keeps deposits: it is told what to move, and answers by its statements. 3.3.1c. */
export abstract class Custodian {
  /** Tells it once more where that was told already: an instruction counts by its id. */
  abstract send(instruction: Instruction): Promise<void>;
}

/** A folder that the custodian reads: one JSON file an instruction, there whole or not at all. */
@Injectable()
export class CustodianFolder extends Custodian {
  constructor(private readonly config: ServiceConfig) {
    super();
  }

  override async send(instruction: Instruction): Promise<void> {
    const folder = join(this.config.FILES_DIR, 'custodian', 'out');
    await mkdir(folder, { recursive: true });
    const unfinished = join(folder, `.${instruction.id}.part`);
    await writeFile(unfinished, instructionText(instruction), { flush: true });
    await rename(unfinished, join(folder, `${instruction.id}.json`));
  }
}
