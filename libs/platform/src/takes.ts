import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { MOST_QUESTIONS } from '@steward/messaging';

/** Documents that a route takes one question or a list. */
export const TakesOneOrMany = (question: new () => object): MethodDecorator => {
  const one = { $ref: getSchemaPath(question) };
  const list = { type: 'array', maxItems: MOST_QUESTIONS, items: one };
  return applyDecorators(ApiExtraModels(question), ApiBody({ schema: { oneOf: [one, list] } }));
};
