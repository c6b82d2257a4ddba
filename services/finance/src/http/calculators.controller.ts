import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AllocateQuestion, CALCULATORS, PayQuestion } from '@steward/calculators';
import { answered, type OneOrMany } from '@steward/messaging';
import { Permission, TakesOneOrMany } from '@steward/platform';

/** Keeps nothing, and so needs no Idempotency-Key. */
@Controller('v1/calculators')
export class CalculatorsController {
  /** What a quarter pays at a score. Clause 2.2.2a, D4. */
  @Post('pay')
  @HttpCode(200)
  @Permission('calculators.use')
  @TakesOneOrMany(PayQuestion)
  pay(@Body() asked: OneOrMany<PayQuestion>) {
    return answered(CALCULATORS.pay, asked);
  }

  /** How a sum splits by weights, so that the parts make it up again. D0. */
  @Post('allocate')
  @HttpCode(200)
  @Permission('calculators.use')
  @TakesOneOrMany(AllocateQuestion)
  allocate(@Body() asked: OneOrMany<AllocateQuestion>) {
    return answered(CALCULATORS.allocate, asked);
  }
}
