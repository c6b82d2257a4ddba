import { Controller, Get, Query } from '@nestjs/common';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { postingsPage, PostingsPage } from '../storage/journal-views';

@Controller('v1/postings')
export class FinanceController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the ledger: journals with their postings. D6. */
  @Get()
  @Permission('postings.read')
  list(@Query() page: PostingsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(postingsPage, page, actor);
  }
}
