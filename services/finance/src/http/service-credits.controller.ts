import { Controller, Get, Param, Query } from '@nestjs/common';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { oneServiceCredit, ServiceCreditsPage, serviceCreditsPage } from '../storage/service-credit-views';

@Controller('v1/service-credits')
export class ServiceCreditsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what breaches earned, with what the caps took of it. Clause 1.1.4, D5. */
  @Get()
  @Permission('settlements.read')
  list(@Query() page: ServiceCreditsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(serviceCreditsPage, page, actor);
  }

  /** Shows one service credit and what it rests on. Clause 1.1.4, D5. */
  @Get(':serviceCreditId')
  @Permission('settlements.read')
  one(@Param('serviceCreditId') serviceCreditId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneServiceCredit, { serviceCreditId }, actor);
  }
}
