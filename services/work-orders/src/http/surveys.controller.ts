import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AnswerSurvey, answerSurvey } from '../app/answer-survey';
import { SatisfactionPage, satisfactionPage, SurveysPage, surveysPage } from '../storage/survey-views';

class AnswerBody extends OmitType(AnswerSurvey, ['surveyId']) {}

@Controller('v1/surveys')
export class SurveysController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists surveys; with `status=open` those that wait for an answer. Clause 1.3.1. */
  @Get()
  @Permission('work-orders.read')
  list(@Query() page: SurveysPage, @ActingAs() actor: Actor) {
    return this.useCases.read(surveysPage, page, actor);
  }

  /** Counts and adds up the answers of a quarter, contract by contract. Clause 1.3.1. */
  @Get('satisfaction')
  @Permission('work-orders.read')
  satisfaction(@Query() page: SatisfactionPage, @ActingAs() actor: Actor) {
    return this.useCases.read(satisfactionPage, page, actor);
  }

  /** Says how content the customer is with a closed work order, once. Clause 1.3.1. */
  @Post(':surveyId/answer')
  @Permission('surveys.answer')
  answer(@Param('surveyId') surveyId: string, @Body() body: AnswerBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(answerSurvey, { ...body, surveyId }, asked);
  }
}
