import { Controller, Get, Query } from '@nestjs/common';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { Stretch, tally } from '../storage/tally-views';

@Controller('v1/tally')
export class TallyController {
  constructor(private readonly useCases: UseCases) {}

  /** Counts what was done and decided on live work orders in a stretch of time. Clause 2.3.1a. */
  @Get()
  @Permission('work-orders.read')
  tally(@Query() stretch: Stretch, @ActingAs() actor: Actor) {
    return this.useCases.read(tally, stretch, actor);
  }
}
