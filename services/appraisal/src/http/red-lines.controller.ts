import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { ConfirmRedLine, confirmRedLine } from '../app/confirm-red-line';
import { RecordRedLine, recordRedLine } from '../app/record-red-line';
import { EvidencePage, redLinesPage } from '../storage/evidence-views';

/** What was recorded is named by the path. */
class ConfirmRedLineBody extends OmitType(ConfirmRedLine, ['redLineId']) {}

@Controller('v1/red-lines')
export class RedLinesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the red lines that were said to be crossed. D3. */
  @Get()
  @Permission('appraisals.read')
  list(@Query() page: EvidencePage, @ActingAs() actor: Actor) {
    return this.useCases.read(redLinesPage, page, actor);
  }

  /** Records with evidence that a red line was crossed. D3. */
  @Post()
  @Permission('red-lines.record')
  record(@Body() body: RecordRedLine, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordRedLine, body, asked);
  }

  /** Confirms or drops what another person recorded. D3. */
  @Post(':redLineId/confirmation')
  @Permission('red-lines.confirm')
  confirm(@Param('redLineId') redLineId: string, @Body() body: ConfirmRedLineBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmRedLine, { ...body, redLineId }, asked);
  }
}
