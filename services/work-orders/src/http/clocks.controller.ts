import { Controller, Get, Param } from '@nestjs/common';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { clocksOf } from '../storage/clock-views';

@Controller('v1/work-orders/:workOrderId/clocks')
export class ClocksController {
  constructor(private readonly useCases: UseCases) {}

  /** Shows when a work order’s clocks are due, provisionally where a year is not published. D1. */
  @Get()
  @Permission('work-orders.read')
  clocks(@Param('workOrderId') workOrderId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(clocksOf, { workOrderId }, actor);
  }
}
