import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AssessRisk, assessRisk } from '../app/assess-risk';
import { AssignOwner, assignOwner } from '../app/assign-owner';
import { CloseRisk, closeRisk } from '../app/close-risk';
import { IdentifyRisk, identifyRisk } from '../app/identify-risk';
import { RecordNotice, recordNotice } from '../app/record-notice';
import { oneRisk, RiskQueue, riskQueue } from '../storage/risk-views';

/** The risk is named by the path. */
class AssessRiskBody extends OmitType(AssessRisk, ['riskId']) {}
class AssignOwnerBody extends OmitType(AssignOwner, ['riskId']) {}
class CloseRiskBody extends OmitType(CloseRisk, ['riskId']) {}

@Controller('v1/risks')
export class RiskController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the register as a queue: the gravest first. Clause 4.1.2. */
  @Get()
  @Permission('risk.read')
  list(@Query() queue: RiskQueue, @ActingAs() actor: Actor) {
    return this.useCases.read(riskQueue, queue, actor);
  }

  /** Shows one risk with its assessments and occurrences. */
  @Get(':riskId')
  @Permission('risk.read')
  one(@Param('riskId') riskId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneRisk, { riskId }, actor);
  }

  /** Enters a risk that a person sees. Clause 4.1.1. */
  @Post()
  @Permission('risk.identify')
  identify(@Body() body: IdentifyRisk, @WhoAsks() asked: Asked) {
    return this.useCases.run(identifyRisk, body, asked);
  }

  /** Enters a notice that no service tells: of insolvency, or of a security incident. Clause 4.1.1. */
  @Post('notices')
  @Permission('risk.record-notice')
  notice(@Body() body: RecordNotice, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordNotice, body, asked);
  }

  /** Gives a risk to a person. Clause 4.1.1. */
  @Post(':riskId/owner')
  @Permission('risk.assign-owner')
  assign(@Param('riskId') riskId: string, @Body() body: AssignOwnerBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(assignOwner, { ...body, riskId }, asked);
  }

  /** Grades an open risk by judgement. Clause 4.1.2. */
  @Post(':riskId/assessment')
  @Permission('risk.assess')
  assess(@Param('riskId') riskId: string, @Body() body: AssessRiskBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(assessRisk, { ...body, riskId }, asked);
  }

  /** Closes an open risk. Clause 4.1.1. */
  @Post(':riskId/closure')
  @Permission('risk.close')
  close(@Param('riskId') riskId: string, @Body() body: CloseRiskBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(closeRisk, { ...body, riskId }, asked);
  }
}
