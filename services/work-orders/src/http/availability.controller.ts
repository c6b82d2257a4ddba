import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { DecideUnknownTime, decideUnknownTime } from '../app/decide-unknown-time';
import {
  AvailabilityMonthsPage,
  availabilityMonthsPage,
  oneAvailabilityMonth,
} from '../storage/availability-month-views';

class DecisionBody extends OmitType(DecideUnknownTime, ['availabilityId']) {}

/** How long services were there, month by month. Clause 2.2.1c, D2. */
@Controller('v1/availability/months')
export class AvailabilityController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists months by their last revision, as those of a contract, or those that wait for a decision. */
  @Get()
  @Permission('availability.read')
  list(@Query() page: AvailabilityMonthsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(availabilityMonthsPage, page, actor);
  }

  /** Shows one month with its windows and outages, and what of planned work did not count and why. */
  @Get(':availabilityId')
  @Permission('availability.read')
  one(@Param('availabilityId') availabilityId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneAvailabilityMonth, { availabilityId }, actor);
  }

  /** Decides what the time counts as of which nobody knows. A9. */
  @Post(':availabilityId/decision')
  @Permission('availability.decide')
  decide(
    @Param('availabilityId') availabilityId: string,
    @Body() body: DecisionBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(decideUnknownTime, { ...body, availabilityId }, asked);
  }
}
