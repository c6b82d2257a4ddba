import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveDepositReturn } from '../app/approve-deposit-return';
import { ConfirmDepositReturn, confirmDepositReturn } from '../app/confirm-deposit-return';
import { refuseDepositReturn } from '../app/refuse-deposit-return';
import { RequestDepositReturn, requestDepositReturn } from '../app/request-deposit-return';
import { depositReturnsPage, DepositReturnsPage } from '../storage/deposit-return-views';

class ConfirmBody extends OmitType(ConfirmDepositReturn, ['returnId']) {}

@Controller('v1/deposit-returns')
export class DepositReturnsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists money on its way back from suspense. Clause 3.3.1c. */
  @Get()
  @Permission('deposits.read')
  list(@Query() page: DepositReturnsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(depositReturnsPage, page, actor);
  }

  /** Asks that money in suspense goes back to the vendor. D6.1 and D6.8. */
  @Post()
  @Permission('deposits.receive')
  request(@Body() body: RequestDepositReturn, @WhoAsks() asked: Asked) {
    return this.useCases.run(requestDepositReturn, body, asked);
  }

  /** Approves a return that another person asked for. Clause 3.3.1c. */
  @Post(':returnId/approval')
  @Permission('deposits.approve-return')
  approve(@Param('returnId') returnId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveDepositReturn, { returnId }, asked);
  }

  /** Does not approve it. Clause 3.3.1c. */
  @Post(':returnId/refusal')
  @Permission('deposits.approve-return')
  refuse(@Param('returnId') returnId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(refuseDepositReturn, { returnId }, asked);
  }

  /** Records that the custodian has moved it. Clause 3.3.1c. */
  @Post(':returnId/confirmation')
  @Permission('deposits.receive')
  confirm(@Param('returnId') returnId: string, @Body() body: ConfirmBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmDepositReturn, { ...body, returnId }, asked);
  }
}
