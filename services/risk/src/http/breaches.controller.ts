import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { confirmBreach } from '../app/confirm-breach';
import { DismissBreach, dismissBreach } from '../app/dismiss-breach';
import { InvestigateBreach, investigateBreach } from '../app/investigate-breach';
import { ReportBreach, reportBreach } from '../app/report-breach';
import { BreachesPage, breachesPage } from '../storage/breach-views';

/** The breach is named by the path. */
class DismissBreachBody extends OmitType(DismissBreach, ['breachId']) {}
class InvestigateBreachBody extends OmitType(InvestigateBreach, ['breachId']) {}

@Controller('v1/confidentiality-breaches')
export class BreachesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists leaks of data; a vendor sees those that it was found to have made. Clause 2.2.3c. */
  @Get()
  @Permission('breaches.read')
  list(@Query() page: BreachesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(breachesPage, page, actor);
  }

  /** Reports that data were leaked. Clause 2.2.3c. */
  @Post()
  @Permission('breaches.report')
  report(@Body() body: ReportBreach, @WhoAsks() asked: Asked) {
    return this.useCases.run(reportBreach, body, asked);
  }

  /** Keeps what was found. Clause 2.2.3c. */
  @Post(':breachId/investigation')
  @Permission('breaches.investigate')
  investigate(
    @Param('breachId') breachId: string,
    @Body() body: InvestigateBreachBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(investigateBreach, { ...body, breachId }, asked);
  }

  /** Confirms it for legal. Clause 2.2.3c. */
  @Post(':breachId/confirmations/legal')
  @Permission('breaches.confirm-legal')
  confirmLegal(@Param('breachId') breachId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmBreach, { breachId, judge: 'LEGAL' }, asked);
  }

  /** Confirms it for the technical side. Clause 2.2.3c. */
  @Post(':breachId/confirmations/technical')
  @Permission('breaches.confirm-technical')
  confirmTechnical(@Param('breachId') breachId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmBreach, { breachId, judge: 'TECHNICAL' }, asked);
  }

  /** Finds that nothing was leaked. Clause 2.2.3c. */
  @Post(':breachId/dismissal')
  @Permission('breaches.dismiss')
  dismiss(@Param('breachId') breachId: string, @Body() body: DismissBreachBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(dismissBreach, { ...body, breachId }, asked);
  }
}
