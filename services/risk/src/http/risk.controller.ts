import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { acceptRisk } from '../app/accept-risk';
import { AssessRisk, assessRisk } from '../app/assess-risk';
import { AssignOwner, assignOwner } from '../app/assign-owner';
import { CloseRisk, closeRisk } from '../app/close-risk';
import { IdentifyRisk, identifyRisk } from '../app/identify-risk';
import { PlanTreatment, planTreatment } from '../app/plan-treatment';
import { ProposeAcceptance, proposeAcceptance } from '../app/propose-acceptance';
import { RecordNotice, recordNotice } from '../app/record-notice';
import { HeatMap, heatMap } from '../storage/matrix-views';
import {
  oneRisk,
  ReviewCalendar,
  reviewCalendar,
  RiskQueue,
  riskQueue,
  RiskRegister,
  riskRegister,
} from '../storage/risk-views';

/** The risk is named by the path. */
class AssessRiskBody extends OmitType(AssessRisk, ['riskId']) {}
class AssignOwnerBody extends OmitType(AssignOwner, ['riskId']) {}
class CloseRiskBody extends OmitType(CloseRisk, ['riskId']) {}
class PlanTreatmentBody extends OmitType(PlanTreatment, ['riskId']) {}
class ProposeAcceptanceBody extends OmitType(ProposeAcceptance, ['riskId']) {}

@Controller('v1/risks')
export class RiskController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists risks as a queue: the gravest first. Clause 4.1.2. */
  @Get()
  @Permission('risk.read')
  list(@Query() queue: RiskQueue, @ActingAs() actor: Actor) {
    return this.useCases.read(riskQueue, queue, actor);
  }

  /** Lists the register by id. Clause 4.1.1. */
  @Get('register')
  @Permission('risk.read')
  register(@Query() page: RiskRegister, @ActingAs() actor: Actor) {
    return this.useCases.read(riskRegister, page, actor);
  }

  /** Lists what is to be reviewed, the soonest first. D8. */
  @Get('reviews')
  @Permission('risk.read')
  reviews(@Query() calendar: ReviewCalendar, @ActingAs() actor: Actor) {
    return this.useCases.read(reviewCalendar, calendar, actor);
  }

  /** Counts the risks of each cell, before and after treatment. D8. */
  @Get('heat-map')
  @Permission('risk.read')
  heat(@Query() asked: HeatMap, @ActingAs() actor: Actor) {
    return this.useCases.read(heatMap, asked, actor);
  }

  /** Shows one risk with its assessments, occurrences and treatments. */
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

  /** Plans what is to be done against a risk. Clause 4.1.2. */
  @Post(':riskId/treatments')
  @Permission('risk.treat')
  treat(@Param('riskId') riskId: string, @Body() body: PlanTreatmentBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(planTreatment, { ...body, riskId }, asked);
  }

  /** Says as the owner that a risk can be lived with for a time. D8. */
  @Post(':riskId/acceptance/owner')
  @Permission('risk.propose-acceptance')
  propose(@Param('riskId') riskId: string, @Body() body: ProposeAcceptanceBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(proposeAcceptance, { ...body, riskId }, asked);
  }

  /** Agrees with the owner as the office's head. D8. */
  @Post(':riskId/acceptance/office-head')
  @Permission('risk.accept')
  accept(@Param('riskId') riskId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(acceptRisk, { riskId }, asked);
  }

  /** Closes an open risk. Clause 4.1.1. */
  @Post(':riskId/closure')
  @Permission('risk.close')
  close(@Param('riskId') riskId: string, @Body() body: CloseRiskBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(closeRisk, { ...body, riskId }, asked);
  }
}
