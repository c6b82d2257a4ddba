import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { agreeToTermination } from '../app/agree-to-termination';
import { NotifyTermination, notifyTermination } from '../app/notify-termination';
import { resumeContract } from '../app/resume-contract';
import { SuspendContract, suspendContract } from '../app/suspend-contract';
import { withdrawTermination } from '../app/withdraw-termination';
import { contractTerminations } from '../storage/termination-views';

/** The contract is named by the path. */
class SuspendContractBody extends OmitType(SuspendContract, ['contractId']) {}
class NotifyTerminationBody extends OmitType(NotifyTermination, ['contractId']) {}

@Controller('v1/contracts/:contractId')
export class LifecycleController {
  constructor(private readonly useCases: UseCases) {}

  /** Suspends a contract in force: no new work is given out. */
  @Post('suspension')
  @Permission('contracts.suspend')
  suspend(
    @Param('contractId') contractId: string,
    @Body() body: SuspendContractBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(suspendContract, { ...body, contractId }, asked);
  }

  /** Brings a suspended contract back into force. */
  @Post('resumption')
  @Permission('contracts.suspend')
  resume(@Param('contractId') contractId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(resumeContract, { contractId }, asked);
  }

  /** Lists the terminations of a contract, the newest first. Clause 2.4.2. */
  @Get('terminations')
  @Permission('contracts.read')
  terminations(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(contractTerminations, { contractId }, actor);
  }

  /** Gives notice for cause, or offers to end the contract by agreement. Clause 2.4.2. */
  @Post('terminations')
  @Permission('contracts.terminate')
  notify(
    @Param('contractId') contractId: string,
    @Body() body: NotifyTerminationBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(notifyTermination, { ...body, contractId }, asked);
  }

  /** Agrees to the other side's offer. Clause 2.4.2. */
  @Post('terminations/:terminationId/agreement')
  @Permission('contracts.terminate')
  agree(
    @Param('contractId') contractId: string,
    @Param('terminationId') terminationId: string,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(agreeToTermination, { contractId, terminationId }, asked);
  }

  /** Takes back one's own notice or offer. */
  @Post('terminations/:terminationId/withdrawal')
  @Permission('contracts.terminate')
  withdraw(
    @Param('contractId') contractId: string,
    @Param('terminationId') terminationId: string,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(withdrawTermination, { contractId, terminationId }, asked);
  }
}
