import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import {
  AvailabilityQuestion,
  CALCULATORS,
  DeadlineQuestion,
  WorkingDaysQuestion,
} from '@steward/calculators';
import type { Calculator } from '@steward/calculators';
import { checked, InputRefused, UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { publishedYearsOf } from '../storage/calendar-year-views';

/** One question, or a list of them, which a list answers. */
type Asked<Q> = Q | readonly Q[];
const MOST_QUESTIONS = 100;

/** Documents that a route takes one question or a list. */
const Takes = (question: new () => object) => {
  const one = { $ref: getSchemaPath(question) };
  const list = { type: 'array', maxItems: MOST_QUESTIONS, items: one };
  return applyDecorators(ApiExtraModels(question), ApiBody({ schema: { oneOf: [one, list] } }));
};

/** By the years that were published. Keeps nothing, and so needs no Idempotency-Key. */
@Controller('v1/calculators')
export class CalculatorsController {
  constructor(private readonly useCases: UseCases) {}

  /** When so much time is used up, pauses left out. D1. */
  @Post('deadline')
  @HttpCode(200)
  @Permission('calculators.use')
  @Takes(DeadlineQuestion)
  deadline(@Body() asked: Asked<DeadlineQuestion>, @ActingAs() actor: Actor) {
    return this.answered(CALCULATORS.deadline, asked, actor);
  }

  /** Whether a service was there for as much of a period as was promised. Clause 2.2.1c. */
  @Post('availability')
  @HttpCode(200)
  @Permission('calculators.use')
  @Takes(AvailabilityQuestion)
  availability(@Body() asked: Asked<AvailabilityQuestion>, @ActingAs() actor: Actor) {
    return this.answered(CALCULATORS.availability, asked, actor);
  }

  /** Which day is so many working days after another. D6.3. */
  @Post('workingDays')
  @HttpCode(200)
  @Permission('calculators.use')
  @Takes(WorkingDaysQuestion)
  workingDays(@Body() asked: Asked<WorkingDaysQuestion>, @ActingAs() actor: Actor) {
    return this.answered(CALCULATORS.workingDays, asked, actor);
  }

  /** Throws InputRefused; in a list, with the place of the question. */
  private async answered(calculator: Calculator, asked: Asked<object>, actor: Actor): Promise<object> {
    const questions = await checkedAll(calculator, asked);
    const published = await this.useCases.read(publishedYearsOf, { calendar: 'CN' }, actor);
    const answers = questions.map((question) => calculator.answer(question, published));
    return Array.isArray(asked) ? answers : answers[0]!;
  }
}

async function checkedAll({ input }: Calculator, asked: Asked<object>): Promise<readonly object[]> {
  if (!Array.isArray(asked)) return [await checked(input, asked)];
  if (asked.length > MOST_QUESTIONS) throw refused('', 'arrayMaxSize', `At most ${MOST_QUESTIONS} questions`);
  const questions: object[] = [];
  for (const [index, question] of (asked as readonly unknown[]).entries()) {
    const place = `/${index}`;
    if (question === null || typeof question !== 'object' || Array.isArray(question)) {
      throw refused(place, 'isObject', 'A question must be an object');
    }
    questions.push(await checked(input, question, place));
  }
  return questions;
}

const refused = (path: string, rule: string, message: string) => new InputRefused([{ path, rule, message }]);
