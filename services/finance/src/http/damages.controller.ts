import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AnswerDamage, answerDamage } from '../app/answer-damage';
import { approveDamage } from '../app/approve-damage';
import { AttributeDamage, attributeDamage } from '../app/attribute-damage';
import { RaiseDamage, raiseDamage } from '../app/raise-damage';
import { submitDamage } from '../app/submit-damage';
import { damagesPage, DamagesPage, oneDamage } from '../storage/damage-views';

class AttributeBody extends OmitType(AttributeDamage, ['damageId']) {}
class AnswerBody extends OmitType(AnswerDamage, ['damageId']) {}

@Controller('v1/damages')
export class DamagesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists damages that are claimed for breaches. Clauses 1.1.4 and 2.2.3c. */
  @Get()
  @Permission('damages.read')
  list(@Query() page: DamagesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(damagesPage, page, actor);
  }

  /** Shows damages from the loss to what the vendor owes. Clause 1.1.4. */
  @Get(':damageId')
  @Permission('damages.read')
  one(@Param('damageId') damageId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneDamage, { damageId }, actor);
  }

  /** Claims damages for a breach, or the agreed penalty of a confirmed leak. Clauses 1.1.4 and 2.2.3c. */
  @Post()
  @Permission('damages.raise')
  raise(@Body() body: RaiseDamage, @WhoAsks() asked: Asked) {
    return this.useCases.run(raiseDamage, body, asked);
  }

  /** Says who caused a loss. Clause 1.1.4. */
  @Post(':damageId/attribution')
  @Permission('damages.attribute')
  attribute(@Param('damageId') damageId: string, @Body() body: AttributeBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(attributeDamage, { ...body, damageId }, asked);
  }

  /** States the vendor's view. Clause 1.1.4. */
  @Post(':damageId/statement')
  @Permission('damages.answer')
  answer(@Param('damageId') damageId: string, @Body() body: AnswerBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(answerDamage, { ...body, damageId }, asked);
  }

  /** Assesses damages as the first person. Clause 1.1.4. */
  @Post(':damageId/submission')
  @Permission('damages.submit')
  submit(@Param('damageId') damageId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(submitDamage, { damageId }, asked);
  }

  /** Approves an assessment as another person; it is posted, and the deposit held. Clauses 1.1.4, 3.3.1b. */
  @Post(':damageId/approval')
  @Permission('damages.approve')
  approve(@Param('damageId') damageId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveDamage, { damageId }, asked);
  }
}
