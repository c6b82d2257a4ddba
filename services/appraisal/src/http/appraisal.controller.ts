import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AcceptAppraisal, acceptAppraisal } from '../app/accept-appraisal';
import { AppraisalsPage, appraisalsPage, oneAppraisal } from '../storage/appraisal-views';

/** The appraisal is named by the path; which revision is accepted, AcceptAppraisal says. */
class AcceptAppraisalBody extends OmitType(AcceptAppraisal, ['appraisalId']) {}

@Controller('v1/appraisals')
export class AppraisalController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the last revision of each appraisal that the caller may see. */
  @Get()
  @Permission('appraisals.read')
  list(@Query() page: AppraisalsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(appraisalsPage, page, actor);
  }

  /** Shows one appraisal with its dimensions, the hash of its inputs and its revisions. Clause 1.3.1. */
  @Get(':appraisalId')
  @Permission('appraisals.read')
  one(@Param('appraisalId') appraisalId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneAppraisal, { appraisalId }, actor);
  }

  /** Accepts a proposed score before the appeal window ends: it is published at once. Clause 1.3.1. */
  @Post(':appraisalId/acceptance')
  @Permission('appraisals.accept')
  accept(
    @Param('appraisalId') appraisalId: string,
    @Body() body: AcceptAppraisalBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(acceptAppraisal, { ...body, appraisalId }, asked);
  }
}
