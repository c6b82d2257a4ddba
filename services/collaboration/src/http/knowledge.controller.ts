import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { DraftCase, draftCase } from '../app/draft-case';
import { EditCase, editCase } from '../app/edit-case';
import { LinkCase, linkCase } from '../app/link-case';
import { publishCase } from '../app/publish-case';
import { ReviewCase, reviewCase } from '../app/review-case';
import { submitCase } from '../app/submit-case';
import { CasesPage, casesPage, oneCase } from '../storage/knowledge-views';

/** The case is named by the path. */
class EditCaseBody extends OmitType(EditCase, ['caseId']) {}
class ReviewCaseBody extends OmitType(ReviewCase, ['caseId']) {}
class LinkCaseBody extends OmitType(LinkCase, ['caseId']) {}

@Controller('v1/cases')
export class KnowledgeController {
  constructor(private readonly useCases: UseCases) {}

  /** Finds cases by words, sentences, state or work order. Clause 3.2.2. */
  @Get()
  @Permission('cases.read')
  list(@Query() page: CasesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(casesPage, page, actor);
  }

  /** Shows a case with its revisions. Clause 3.2.2. */
  @Get(':caseId')
  @Permission('cases.read')
  one(@Param('caseId') caseId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneCase, { caseId }, actor);
  }

  /** Begins a case. Clause 3.2.2. */
  @Post()
  @Permission('cases.write')
  draft(@Body() body: DraftCase, @WhoAsks() asked: Asked) {
    return this.useCases.run(draftCase, body, asked);
  }

  /** Rewrites a draft, or begins the next revision of a published case. Clause 3.2.2. */
  @Post(':caseId/text')
  @Permission('cases.write')
  edit(@Param('caseId') caseId: string, @Body() body: EditCaseBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(editCase, { ...body, caseId }, asked);
  }

  /** Hands a case in. Clause 3.2.2. */
  @Post(':caseId/submission')
  @Permission('cases.write')
  submit(@Param('caseId') caseId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(submitCase, { caseId }, asked);
  }

  /** Approves a case or asks for changes; never by who wrote at it. Clause 3.2.2. */
  @Post(':caseId/review')
  @Permission('cases.review')
  review(@Param('caseId') caseId: string, @Body() body: ReviewCaseBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(reviewCase, { ...body, caseId }, asked);
  }

  /** Shares an approved revision with every vendor. Clause 3.2.2. */
  @Post(':caseId/publication')
  @Permission('cases.review')
  publish(@Param('caseId') caseId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(publishCase, { caseId }, asked);
  }

  /** Says that a case helped with a work order. Clause 3.2.2. */
  @Post(':caseId/work-orders')
  @Permission('cases.write')
  link(@Param('caseId') caseId: string, @Body() body: LinkCaseBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(linkCase, { ...body, caseId }, asked);
  }
}
