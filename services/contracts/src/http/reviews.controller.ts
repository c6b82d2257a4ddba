import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { RecordReview, recordReview } from '../app/record-review';
import { contractReviews } from '../storage/review-views';

/** The contract is named by the path. */
class RecordReviewBody extends OmitType(RecordReview, ['contractId']) {}

@Controller('v1/contracts/:contractId/reviews')
export class ReviewsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists a contract's reviews, held and due, the newest first. Clause 1.3.3. */
  @Get()
  @Permission('contracts.read')
  list(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(contractReviews, { contractId }, actor);
  }

  /** Records that a contract was reviewed. Clause 1.3.3. */
  @Post()
  @Permission('contracts.review')
  record(@Param('contractId') contractId: string, @Body() body: RecordReviewBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordReview, { ...body, contractId }, asked);
  }
}
