import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Clock, UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { WhatIf, whatIf } from '../storage/what-if-views';

class WhatIfBody extends OmitType(WhatIf, ['asOf']) {}

/** Keeps nothing, and so needs no Idempotency-Key. The console leads here from contracts' address as well. */
@Controller('v1/contracts/what-if')
export class WhatIfController {
  constructor(
    private readonly useCases: UseCases,
    private readonly clock: Clock,
  ) {}

  /** What past months would have come to under draft terms, beside those that were signed. 2.2.1, 2.2.2. */
  @Post()
  @HttpCode(200)
  @Permission('what-if.ask')
  ask(@Body() body: WhatIfBody, @ActingAs() actor: Actor) {
    return this.useCases.read(whatIf, { ...body, asOf: this.clock.now().toISOString() }, actor);
  }
}
