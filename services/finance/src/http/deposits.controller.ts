import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Page, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { RecordReceipt, recordReceipt } from '../app/record-receipt';
import { depositsPage, oneDeposit } from '../storage/deposit-views';

/** The contract is named by the path; what else must be sent, RecordReceipt says. */
class RecordReceiptBody extends OmitType(RecordReceipt, ['contractId']) {}

@Controller('v1/deposits')
export class DepositsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the deposits that the caller may see. */
  @Get()
  @Permission('deposits.read')
  list(@Query() page: Page, @ActingAs() actor: Actor) {
    return this.useCases.read(depositsPage, page, actor);
  }

  /** Shows what a contract's deposit requires and holds. Clause 3.3.1. */
  @Get(':contractId')
  @Permission('deposits.read')
  one(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneDeposit, { contractId }, actor);
  }

  /** Records money that came into escrow. Clauses 3.3.1a and 3.3.1c. */
  @Post(':contractId/receipts')
  @Permission('deposits.receive')
  receive(@Param('contractId') contractId: string, @Body() body: RecordReceiptBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordReceipt, { ...body, contractId }, asked);
  }
}
