import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { ProposeCalendarYear, proposeCalendarYear } from '../app/propose-calendar-year';
import { publishCalendarYear } from '../app/publish-calendar-year';
import { CalendarYearsPage, calendarYearsPage } from '../storage/calendar-year-views';

/** Days off and made-up days of a year, as the notice of it says. D1. */
@Controller('v1/calendar-years')
export class CalendarYearsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what was proposed and published; what a service came with is not among them. */
  @Get()
  @Permission('calendar-years.read')
  list(@Query() page: CalendarYearsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(calendarYearsPage, page, actor);
  }

  /** Proposes what a notice says of a year. */
  @Post()
  @Permission('calendar-years.publish')
  propose(@Body() body: ProposeCalendarYear, @WhoAsks() asked: Asked) {
    return this.useCases.run(proposeCalendarYear, body, asked);
  }

  /** Another person publishes it: open clocks follow, and what moves is announced. */
  @Post(':calendarYearId/publication')
  @Permission('calendar-years.publish')
  publish(@Param('calendarYearId') calendarYearId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(publishCalendarYear, { calendarYearId }, asked);
  }
}
