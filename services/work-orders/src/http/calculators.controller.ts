import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  AvailabilityQuestion,
  CALCULATORS,
  DeadlineQuestion,
  WorkingDaysQuestion,
} from '@steward/calculators';
import type { Calculator } from '@steward/calculators';
import { answered, UseCases, type Actor, type OneOrMany } from '@steward/messaging';
import { ActingAs, Permission, TakesOneOrMany } from '@steward/platform';
import { publishedYearsOf } from '../storage/calendar-year-views';

/** By the years that were published. Keeps nothing, and so needs no Idempotency-Key. */
@Controller('v1/calculators')
export class CalculatorsController {
  constructor(private readonly useCases: UseCases) {}

  /** When so much time is used up, pauses left out. D1. */
  @Post('deadline')
  @HttpCode(200)
  @Permission('calculators.use')
  @TakesOneOrMany(DeadlineQuestion)
  deadline(@Body() asked: OneOrMany<DeadlineQuestion>, @ActingAs() actor: Actor) {
    return this.answered(CALCULATORS.deadline, asked, actor);
  }

  /** Whether a service was there for as much of a period as was promised. Clause 2.2.1c. */
  @Post('availability')
  @HttpCode(200)
  @Permission('calculators.use')
  @TakesOneOrMany(AvailabilityQuestion)
  availability(@Body() asked: OneOrMany<AvailabilityQuestion>, @ActingAs() actor: Actor) {
    return this.answered(CALCULATORS.availability, asked, actor);
  }

  /** Which day is so many working days after another. D6.3. */
  @Post('workingDays')
  @HttpCode(200)
  @Permission('calculators.use')
  @TakesOneOrMany(WorkingDaysQuestion)
  workingDays(@Body() asked: OneOrMany<WorkingDaysQuestion>, @ActingAs() actor: Actor) {
    return this.answered(CALCULATORS.workingDays, asked, actor);
  }

  private async answered(calculator: Calculator, asked: OneOrMany<object>, actor: Actor): Promise<object> {
    const published = await this.useCases.read(publishedYearsOf, { calendar: 'CN' }, actor);
    const answer = (question: object) => calculator.answer(question, published);
    return answered({ input: calculator.input, answer }, asked);
  }
}
