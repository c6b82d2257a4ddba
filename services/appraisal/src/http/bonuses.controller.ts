import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { ClaimBonus, claimBonus } from '../app/claim-bonus';
import { VerifyBonus, verifyBonus } from '../app/verify-bonus';
import { bonusesPage, EvidencePage } from '../storage/evidence-views';

/** The claim is named by the path. */
class VerifyBonusBody extends OmitType(VerifyBonus, ['bonusId']) {}

@Controller('v1/bonuses')
export class BonusesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists claims of points beside the KPIs. Clause 2.4.1. */
  @Get()
  @Permission('appraisals.read')
  list(@Query() page: EvidencePage, @ActingAs() actor: Actor) {
    return this.useCases.read(bonusesPage, page, actor);
  }

  /** Claims points for an adopted suggestion or a saving, with evidence. Clauses 2.4.1a and 2.4.1b. */
  @Post()
  @Permission('bonuses.claim')
  claim(@Body() body: ClaimBonus, @WhoAsks() asked: Asked) {
    return this.useCases.run(claimBonus, body, asked);
  }

  /** Verifies or refuses a claim that another person made. Clause 2.4.1. */
  @Post(':bonusId/verification')
  @Permission('bonuses.verify')
  verify(@Param('bonusId') bonusId: string, @Body() body: VerifyBonusBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(verifyBonus, { ...body, bonusId }, asked);
  }
}
