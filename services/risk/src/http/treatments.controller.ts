import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { EndTreatment, endTreatment } from '../app/end-treatment';
import { ExposuresPage, exposuresPage, TreatmentsPage, treatmentsPage } from '../storage/exposure-views';

/** The treatment is named by the path. */
class EndTreatmentBody extends OmitType(EndTreatment, ['treatmentId']) {}

@Controller('v1')
export class TreatmentsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what is done against risks. Clause 4.1.2. */
  @Get('risk-treatments')
  @Permission('risk.read')
  list(@Query() page: TreatmentsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(treatmentsPage, page, actor);
  }

  /** Ends a treatment, done or not. Clause 4.1.2. */
  @Post('risk-treatments/:treatmentId/end')
  @Permission('risk.treat')
  end(@Param('treatmentId') treatmentId: string, @Body() body: EndTreatmentBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(endTreatment, { ...body, treatmentId }, asked);
  }

  /** Lists what the contracts' risks come to against their deposits. D8. */
  @Get('risk-exposures')
  @Permission('risk.read')
  exposures(@Query() page: ExposuresPage, @ActingAs() actor: Actor) {
    return this.useCases.read(exposuresPage, page, actor);
  }
}
