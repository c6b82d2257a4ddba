import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { CallHearing, callHearing } from '../app/call-hearing';
import { DecideProcedure, decideProcedure } from '../app/decide-procedure';
import { ProceduresPage, proceduresPage } from '../storage/procedure-views';

/** The procedure is named by the path. */
class CallHearingBody extends OmitType(CallHearing, ['procedureId']) {}
class DecideProcedureBody extends OmitType(DecideProcedure, ['procedureId']) {}

@Controller('v1/procedures')
export class ProceduresController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the procedures that the caller may see, opened by streaks of failing quarters. Clause 1.3.2. */
  @Get()
  @Permission('appraisals.read')
  list(@Query() page: ProceduresPage, @ActingAs() actor: Actor) {
    return this.useCases.read(proceduresPage, page, actor);
  }

  /** Calls the vendor to the hearing. Clause 1.3.2. */
  @Post(':procedureId/hearing')
  @Permission('procedures.call')
  call(@Param('procedureId') procedureId: string, @Body() body: CallHearingBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(callHearing, { ...body, procedureId }, asked);
  }

  /** Decides after the hearing; another person than who called it. Clause 1.3.2. */
  @Post(':procedureId/decision')
  @Permission('procedures.decide')
  decide(
    @Param('procedureId') procedureId: string,
    @Body() body: DecideProcedureBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(decideProcedure, { ...body, procedureId }, asked);
  }
}
