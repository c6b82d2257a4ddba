import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Page, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AcceptSettlement, acceptSettlement } from '../app/accept-settlement';
import { escalateDispute } from '../app/escalate-dispute';
import { MakeStatement, makeStatement } from '../app/make-statement';
import { OfferSettlement, offerSettlement } from '../app/offer-settlement';
import { OpenDispute, openDispute } from '../app/open-dispute';
import { RecordAward, recordAward } from '../app/record-award';
import { withdrawDispute } from '../app/withdraw-dispute';
import { DisputesPage, disputesPage, disputeStatements, oneDispute } from '../storage/dispute-views';

/** The dispute is named by the path. */
class MakeStatementBody extends OmitType(MakeStatement, ['disputeId']) {}
class OfferSettlementBody extends OmitType(OfferSettlement, ['disputeId']) {}
class AcceptSettlementBody extends OmitType(AcceptSettlement, ['disputeId']) {}
class RecordAwardBody extends OmitType(RecordAward, ['disputeId']) {}

@Controller('v1/disputes')
export class DisputesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists disputes, of one contract or of all. Clause 3.3.2a. */
  @Get()
  @Permission('contracts.read')
  list(@Query() page: DisputesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(disputesPage, page, actor);
  }

  /** Shows one dispute with its stages. Clause 3.3.2a. */
  @Get(':disputeId')
  @Permission('contracts.read')
  one(@Param('disputeId') disputeId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneDispute, { disputeId }, actor);
  }

  /** Lists what both sides stated. Clause 3.3.2a. */
  @Get(':disputeId/statements')
  @Permission('contracts.read')
  statements(@Param('disputeId') disputeId: string, @Query() page: Page, @ActingAs() actor: Actor) {
    return this.useCases.read(disputeStatements, { ...page, disputeId }, actor);
  }

  /** Opens a dispute on a contract, a breach or a line of a settlement. Clause 3.3.2a. */
  @Post()
  @Permission('contracts.dispute')
  open(@Body() body: OpenDispute, @WhoAsks() asked: Asked) {
    return this.useCases.run(openDispute, body, asked);
  }

  /** States something for the caller's side, with a file or without. Clause 3.3.2a. */
  @Post(':disputeId/statements')
  @Permission('contracts.dispute')
  state(@Param('disputeId') disputeId: string, @Body() body: MakeStatementBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(makeStatement, { ...body, disputeId }, asked);
  }

  /** Goes on to the next stage. Clause 3.3.2a. */
  @Post(':disputeId/escalation')
  @Permission('contracts.dispute')
  escalate(@Param('disputeId') disputeId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(escalateDispute, { disputeId }, asked);
  }

  /** Offers to settle. Clause 3.3.2a. */
  @Post(':disputeId/offers')
  @Permission('contracts.dispute')
  offer(@Param('disputeId') disputeId: string, @Body() body: OfferSettlementBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(offerSettlement, { ...body, disputeId }, asked);
  }

  /** Accepts the other side's offer. Clause 3.3.2a. */
  @Post(':disputeId/settlement')
  @Permission('contracts.dispute')
  accept(@Param('disputeId') disputeId: string, @Body() body: AcceptSettlementBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(acceptSettlement, { ...body, disputeId }, asked);
  }

  /** Records what the institution decided. Clause 3.3.2a. */
  @Post(':disputeId/award')
  @Permission('contracts.record-award')
  award(@Param('disputeId') disputeId: string, @Body() body: RecordAwardBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordAward, { ...body, disputeId }, asked);
  }

  /** Lets go of a dispute that the caller's side opened. Clause 3.3.2a. */
  @Post(':disputeId/withdrawal')
  @Permission('contracts.dispute')
  withdraw(@Param('disputeId') disputeId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(withdrawDispute, { disputeId }, asked);
  }
}
