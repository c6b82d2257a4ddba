import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { DecideAppeal, decideAppeal } from '../app/decide-appeal';
import { FileAppeal, fileAppeal } from '../app/file-appeal';
import { appealsPage, EvidencePage } from '../storage/evidence-views';

/** The appraisal, or the appeal, is named by the path. */
class FileAppealBody extends OmitType(FileAppeal, ['appraisalId']) {}
class DecideAppealBody extends OmitType(DecideAppeal, ['appealId']) {}

@Controller('v1')
export class AppealsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists appeals with what they say and what was decided. Clause 1.3.1. */
  @Get('appeals')
  @Permission('appraisals.read')
  list(@Query() page: EvidencePage, @ActingAs() actor: Actor) {
    return this.useCases.read(appealsPage, page, actor);
  }

  /** Appeals against a score within its window. Clause 1.3.1, D3. */
  @Post('appraisals/:appraisalId/appeals')
  @Permission('appraisals.appeal')
  file(@Param('appraisalId') appraisalId: string, @Body() body: FileAppealBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(fileAppeal, { ...body, appraisalId }, asked);
  }

  /** Decides on an appeal: with rulings it is granted, without it is dismissed. Clause 1.3.1, D3. */
  @Post('appeals/:appealId/decision')
  @Permission('appeals.decide')
  decide(@Param('appealId') appealId: string, @Body() body: DecideAppealBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(decideAppeal, { ...body, appealId }, asked);
  }
}
