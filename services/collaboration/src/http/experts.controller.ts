import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { ConcludeConsultation, concludeConsultation } from '../app/conclude-consultation';
import { dismissConsultation } from '../app/dismiss-consultation';
import { FormExpertGroup, formExpertGroup } from '../app/form-expert-group';
import { GiveOpinion, giveOpinion } from '../app/give-opinion';
import { RequestConsultation, requestConsultation } from '../app/request-consultation';
import { TakeUpConsultation, takeUpConsultation } from '../app/take-up-consultation';
import {
  ConsultationsPage,
  consultationsPage,
  ExpertGroupsPage,
  expertGroupsPage,
  oneConsultation,
} from '../storage/consultation-views';

/** The consultation is named by the path. */
class TakeUpConsultationBody extends OmitType(TakeUpConsultation, ['consultationId']) {}
class GiveOpinionBody extends OmitType(GiveOpinion, ['consultationId']) {}
class ConcludeConsultationBody extends OmitType(ConcludeConsultation, ['consultationId']) {}

@Controller('v1')
export class ExpertsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists groups of experts, by what they know. Clause 2.3.2b. */
  @Get('expert-groups')
  @Permission('consultations.read')
  groups(@Query() page: ExpertGroupsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(expertGroupsPage, page, actor);
  }

  /** Forms a group, or says anew who is of it. Clause 2.3.2b. */
  @Post('expert-groups')
  @Permission('expert-groups.form')
  form(@Body() body: FormExpertGroup, @WhoAsks() asked: Asked) {
    return this.useCases.run(formExpertGroup, body, asked);
  }

  /** Lists consultations, also those that are only suggested. Clause 2.3.2b. */
  @Get('consultations')
  @Permission('consultations.read')
  list(@Query() page: ConsultationsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(consultationsPage, page, actor);
  }

  /** Shows a consultation with its opinions. Clause 2.3.2b. */
  @Get('consultations/:consultationId')
  @Permission('consultations.read')
  one(@Param('consultationId') consultationId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneConsultation, { consultationId }, actor);
  }

  /** Asks a group about a work order. Clause 2.3.2b. */
  @Post('consultations')
  @Permission('consultations.request')
  request(@Body() body: RequestConsultation, @WhoAsks() asked: Asked) {
    return this.useCases.run(requestConsultation, body, asked);
  }

  /** Asks a group where that was suggested. Clause 2.3.2b. */
  @Post('consultations/:consultationId/request')
  @Permission('consultations.request')
  takeUp(
    @Param('consultationId') consultationId: string,
    @Body() body: TakeUpConsultationBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(takeUpConsultation, { ...body, consultationId }, asked);
  }

  /** Says that nobody needs to be asked. Clause 2.3.2b. */
  @Post('consultations/:consultationId/dismissal')
  @Permission('consultations.conclude')
  dismiss(@Param('consultationId') consultationId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(dismissConsultation, { consultationId }, asked);
  }

  /** An expert says what he thinks. Clause 2.3.2b. */
  @Post('consultations/:consultationId/opinions')
  @Permission('consultations.answer')
  opine(
    @Param('consultationId') consultationId: string,
    @Body() body: GiveOpinionBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(giveOpinion, { ...body, consultationId }, asked);
  }

  /** Decides on what the experts said. Clause 2.3.2b. */
  @Post('consultations/:consultationId/decision')
  @Permission('consultations.conclude')
  conclude(
    @Param('consultationId') consultationId: string,
    @Body() body: ConcludeConsultationBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(concludeConsultation, { ...body, consultationId }, asked);
  }
}
