import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CALCULATORS, ScoreQuestion } from '@steward/calculators';
import { answered, type OneOrMany } from '@steward/messaging';
import { Permission, TakesOneOrMany } from '@steward/platform';

/** Keeps nothing, and so needs no Idempotency-Key. */
@Controller('v1/calculators')
export class CalculatorsController {
  /** What a quarter scores before bonus. Clause 1.3.1, D3. */
  @Post('score')
  @HttpCode(200)
  @Permission('calculators.use')
  @TakesOneOrMany(ScoreQuestion)
  score(@Body() asked: OneOrMany<ScoreQuestion>) {
    return answered(CALCULATORS.score, asked);
  }
}
