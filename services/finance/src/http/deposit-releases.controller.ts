import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Clock, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveDepositRelease } from '../app/approve-deposit-release';
import { approveInterest } from '../app/approve-interest';
import { CancelDepositRelease, cancelDepositRelease } from '../app/cancel-deposit-release';
import { ProposeInterest, proposeInterest } from '../app/propose-interest';
import { RecordExitFact, recordExitFact } from '../app/record-exit-fact';
import { RefuseDepositRelease, refuseDepositRelease } from '../app/refuse-deposit-release';
import { RequestDepositRelease, requestDepositRelease } from '../app/request-deposit-release';
import { interestPage, releasesPage, ReleasesPage } from '../storage/deposit-release-views';
import { releaseBlockers } from '../storage/release-blocker-views';

class RefusalBody extends OmitType(RefuseDepositRelease, ['releaseId']) {}
class CancellationBody extends OmitType(CancelDepositRelease, ['releaseId']) {}
class ExitFactBody extends OmitType(RecordExitFact, ['contractId']) {}
class InterestBody extends OmitType(ProposeInterest, ['contractId']) {}

@Controller('v1')
export class DepositReleasesController {
  constructor(
    private readonly useCases: UseCases,
    private readonly clock: Clock,
  ) {}

  /** Lists what was released, or asked to be. D6.9. */
  @Get('deposit-releases')
  @Permission('deposits.read')
  list(@Query() page: ReleasesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(releasesPage, page, actor);
  }

  /** Lists what escrow bore. D6.7. */
  @Get('deposit-interest')
  @Permission('deposits.read')
  interest(@Query() page: ReleasesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(interestPage, page, actor);
  }

  /** Asks for all of a deposit that is free after the contract's end, or says what is in the way. D6.9. */
  @Post('deposit-releases')
  @Permission('deposits.propose')
  request(@Body() body: RequestDepositRelease, @WhoAsks() asked: Asked) {
    return this.useCases.run(requestDepositRelease, body, asked);
  }

  /** Lets it go, as another person. D6.9. */
  @Post('deposit-releases/:releaseId/approval')
  @Permission('deposits.approve')
  approve(@Param('releaseId') releaseId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveDepositRelease, { releaseId }, asked);
  }

  /** Does not let it go, as another person. D6.9. */
  @Post('deposit-releases/:releaseId/refusal')
  @Permission('deposits.approve')
  refuse(@Param('releaseId') releaseId: string, @Body() body: RefusalBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(refuseDepositRelease, { ...body, releaseId }, asked);
  }

  /** Takes a request back, as who made it. D6.9. */
  @Post('deposit-releases/:releaseId/cancellation')
  @Permission('deposits.propose')
  cancel(@Param('releaseId') releaseId: string, @Body() body: CancellationBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(cancelDepositRelease, { ...body, releaseId }, asked);
  }

  /** Lists what keeps a deposit from being released. D6.9. */
  @Get('deposits/:contractId/release-blockers')
  @Permission('deposits.read')
  blockers(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(releaseBlockers, { contractId, now: this.clock.now() }, actor);
  }

  /** Records a fact of a contract's end that no service tells, with its evidence. D6.9. */
  @Post('deposits/:contractId/exit-facts')
  @Permission('exit-facts.record')
  fact(@Param('contractId') contractId: string, @Body() body: ExitFactBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordExitFact, { ...body, contractId }, asked);
  }

  /** Says what escrow bore. D6.7. */
  @Post('deposits/:contractId/interest')
  @Permission('deposits.propose')
  bore(@Param('contractId') contractId: string, @Body() body: InterestBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(proposeInterest, { ...body, contractId }, asked);
  }

  /** Approves interest, as another person. D6.7. */
  @Post('deposit-interest/:interestId/approval')
  @Permission('deposits.approve')
  keep(@Param('interestId') interestId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveInterest, { interestId }, asked);
  }
}
