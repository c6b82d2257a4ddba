import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { electedLoop, MESSAGING, UseCases, type Loop, type MessagingOptions } from '@steward/messaging';
import { markInstructionSent } from '../app/mark-instruction-sent';
import { unsentInstructions } from '../storage/custodian-views';
import { Custodian } from './custodian';

/**
 * Tells the custodian what two persons let go. One that was told and not marked, as after a crash, is told
 * again under the same id. Clause 3.3.1c.
 */
@Injectable()
export class InstructionSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    @Inject(MESSAGING) { databaseUrl }: MessagingOptions,
    private readonly useCases: UseCases,
    private readonly custodian: Custodian,
  ) {
    this.loop = electedLoop(databaseUrl, { kind: 3, name: 'custodian' }, async (_, isOver) => {
      while (!isOver()) if ((await this.sendAll(isOver)) === 0) await this.loop.pause(500);
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async sendAll(isOver: () => boolean): Promise<number> {
    const unsent = await this.useCases.read(unsentInstructions, {}, 'service');
    for (const instruction of unsent) {
      if (isOver()) break;
      await this.custodian.send(instruction);
      const asked = { actor: 'service' as const, by: 'finance', key: instruction.id, mayBeRepeat: true };
      await this.useCases.run(markInstructionSent, { instructionId: instruction.id }, asked);
    }
    return unsent.length;
  }
}
