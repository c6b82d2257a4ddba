import { Controller, Get, Query } from '@nestjs/common';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { ProceduresPage, proceduresPage } from '../storage/procedure-views';

@Controller('v1/procedures')
export class ProceduresController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the procedures that the caller may see, opened by streaks of failing quarters. Clause 1.3.2. */
  @Get()
  @Permission('appraisals.read')
  list(@Query() page: ProceduresPage, @ActingAs() actor: Actor) {
    return this.useCases.read(proceduresPage, page, actor);
  }
}
