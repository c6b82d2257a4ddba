import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveClaim } from '../app/approve-claim';
import { submitClaim } from '../app/submit-claim';
import { ClaimsPage, claimsPage, oneClaim } from '../storage/claim-views';

@Controller('v1/claims')
export class ClaimsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what one side is to get from the other beside the settlements. Clauses 2.2.2b and 3.3.2a. */
  @Get()
  @Permission('claims.read')
  list(@Query() page: ClaimsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(claimsPage, page, actor);
  }

  /** Shows one claim and what it rests on. Clauses 2.2.2b and 3.3.2a. */
  @Get(':claimId')
  @Permission('claims.read')
  one(@Param('claimId') claimId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneClaim, { claimId }, actor);
  }

  /** Submits a raised claim for approval. Clauses 2.2.2b and 3.3.2a. */
  @Post(':claimId/submission')
  @Permission('claims.submit')
  submit(@Param('claimId') claimId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(submitClaim, { claimId }, asked);
  }

  /** Approves a submitted claim as another person, and posts it. Clauses 2.2.2b and 3.3.2a. */
  @Post(':claimId/approval')
  @Permission('claims.approve')
  approve(@Param('claimId') claimId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveClaim, { claimId }, asked);
  }
}
