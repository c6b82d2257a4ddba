import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { confirmInspection } from '../app/confirm-inspection';
import { PlanInspections, planInspections } from '../app/plan-inspections';
import { retireInspectionPlan } from '../app/retire-inspection-plan';
import { SubmitInspection, submitInspection } from '../app/submit-inspection';
import { SubmitOfflineInspection } from '../app/submit-offline-inspection';
import { OfflineDevices } from '../gateways/offline-devices';
import {
  InspectionPlansPage,
  inspectionPlansPage,
  InspectionsPage,
  inspectionsPage,
  oneInspection,
} from '../storage/inspection-views';

class SubmissionBody extends OmitType(SubmitInspection, ['inspectionId']) {}
class OfflineBody extends OmitType(SubmitOfflineInspection, ['inspectionId']) {}

@Controller('v1')
export class InspectionsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly devices: OfflineDevices,
  ) {}

  /** Plans rounds on an asset, with what is to be looked at. Clause 3.2.1a. */
  @Post('inspection-plans')
  @Permission('inspections.plan')
  plan(@Body() body: PlanInspections, @WhoAsks() asked: Asked) {
    return this.useCases.run(planInspections, body, asked);
  }

  /** Lists plans with their checklists. */
  @Get('inspection-plans')
  @Permission('work-orders.read')
  plans(@Query() page: InspectionPlansPage, @ActingAs() actor: Actor) {
    return this.useCases.read(inspectionPlansPage, page, actor);
  }

  /** Ends a plan: no more rounds of it. */
  @Post('inspection-plans/:planId/retirement')
  @Permission('inspections.plan')
  retire(@Param('planId') planId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(retireInspectionPlan, { planId }, asked);
  }

  /** Lists rounds; with `status=due` those that are to be done. Clause 3.2.1a. */
  @Get('inspections')
  @Permission('work-orders.read')
  list(@Query() page: InspectionsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(inspectionsPage, page, actor);
  }

  /** Shows a round with its results and the work orders of its defects. */
  @Get('inspections/:inspectionId')
  @Permission('work-orders.read')
  one(@Param('inspectionId') inspectionId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneInspection, { inspectionId }, actor);
  }

  /** Records a round; each defect becomes a work order. Clause 3.2.1a. */
  @Post('inspections/:inspectionId/submission')
  @Permission('work-orders.work')
  submit(@Param('inspectionId') inspectionId: string, @Body() body: SubmissionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(submitInspection, { ...body, inspectionId }, asked);
  }

  /** A round that was signed without a network. Later than a day it waits for two persons. S12. */
  @Post('inspections/:inspectionId/offline-submission')
  @Permission('work-orders.work')
  tell(@Param('inspectionId') inspectionId: string, @Body() body: OfflineBody, @WhoAsks() asked: Asked) {
    return this.devices.inspect({ ...body, inspectionId }, asked);
  }

  /** Confirms a round that was told too late; with the second person it counts. S12. */
  @Post('inspections/:inspectionId/confirmation')
  @Permission('late-facts.confirm')
  confirm(@Param('inspectionId') inspectionId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmInspection, { inspectionId }, asked);
  }
}
