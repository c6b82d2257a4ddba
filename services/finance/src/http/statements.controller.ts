import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveLineResolution } from '../app/approve-line-resolution';
import { confirmStatementLine } from '../app/confirm-statement-line';
import { DisputeStatementLine, disputeStatementLine } from '../app/dispute-statement-line';
import { ProposeLineResolution, proposeLineResolution } from '../app/propose-line-resolution';
import { oneStatement } from '../storage/statement-views';

class DisputeStatementLineBody extends OmitType(DisputeStatementLine, ['settlementId', 'line']) {}
class ProposeLineResolutionBody extends OmitType(ProposeLineResolution, ['settlementId', 'line']) {}

@Controller('v1/settlements/:settlementId/statement')
export class StatementsController {
  constructor(private readonly useCases: UseCases) {}

  /** Shows what a settlement pays with all that is netted to it, line by line. Clauses 2.2.2a and 1.1.4. */
  @Get()
  @Permission('settlements.read')
  one(@Param('settlementId') settlementId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneStatement, { settlementId }, actor);
  }

  /** Takes a line for right, as the vendor. Clause 2.2.2a. */
  @Post('lines/:line/confirmation')
  @Permission('statements.respond')
  confirm(@Param('settlementId') settlementId: string, @Param('line') line: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmStatementLine, { settlementId, line: Number(line) }, asked);
  }

  /** Disputes a line, as the vendor; the others are paid in time. Clauses 2.2.2a and 3.3.2a. */
  @Post('lines/:line/objection')
  @Permission('statements.respond')
  dispute(
    @Param('settlementId') settlementId: string,
    @Param('line') line: string,
    @Body() body: DisputeStatementLineBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(disputeStatementLine, { ...body, settlementId, line: Number(line) }, asked);
  }

  /** Answers a dispute: the line stands, or comes to another sum. Clauses 2.2.2a and 3.3.2a. */
  @Post('lines/:line/resolution')
  @Permission('settlements.submit')
  propose(
    @Param('settlementId') settlementId: string,
    @Param('line') line: string,
    @Body() body: ProposeLineResolutionBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(proposeLineResolution, { ...body, settlementId, line: Number(line) }, asked);
  }

  /** Approves the answer as another person, and posts what it corrects. Clauses 2.2.2a and 3.3.2a. */
  @Post('lines/:line/resolution/approval')
  @Permission('settlements.approve')
  approve(@Param('settlementId') settlementId: string, @Param('line') line: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveLineResolution, { settlementId, line: Number(line) }, asked);
  }
}
