import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveChangeOrder } from '../app/approve-change-order';
import { chargeChangeOrder } from '../app/charge-change-order';
import { DeclineChangeOrder, declineChangeOrder } from '../app/decline-change-order';
import { QuoteChangeOrder, quoteChangeOrder } from '../app/quote-change-order';
import { TellChangeOrderWork, tellChangeOrderWork } from '../app/tell-change-order-work';
import {
  changeOrdersPage,
  ChangeOrdersPage,
  oneChangeOrder,
  scopeReviewsPage,
  ScopeReviewsPage,
} from '../storage/change-order-views';

class DeclineBody extends OmitType(DeclineChangeOrder, ['changeOrderId']) {}
class WorkBody extends OmitType(TellChangeOrderWork, ['changeOrderId']) {}

@Controller('v1')
export class ChangeOrdersController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the work orders outside a contract's scope that wait for a change order. Clause 1.1.2. */
  @Get('scope-reviews')
  @Permission('contracts.read')
  reviews(@Query() page: ScopeReviewsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(scopeReviewsPage, page, actor);
  }

  /** Lists change orders. Clause 2.2.2b. */
  @Get('change-orders')
  @Permission('contracts.read')
  list(@Query() page: ChangeOrdersPage, @ActingAs() actor: Actor) {
    return this.useCases.read(changeOrdersPage, page, actor);
  }

  /** Shows one change order. Clause 2.2.2b. */
  @Get('change-orders/:changeOrderId')
  @Permission('contracts.read')
  one(@Param('changeOrderId') changeOrderId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneChangeOrder, { changeOrderId }, actor);
  }

  /** Quotes work outside the scope, before it is done. Clause 2.2.2b. */
  @Post('change-orders')
  @Permission('change-orders.quote')
  quote(@Body() body: QuoteChangeOrder, @WhoAsks() asked: Asked) {
    return this.useCases.run(quoteChangeOrder, body, asked);
  }

  /** Accepts a quote: the vendor is charged with the work. Clause 2.2.2b. */
  @Post('change-orders/:changeOrderId/approval')
  @Permission('change-orders.decide')
  approve(@Param('changeOrderId') changeOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveChangeOrder, { changeOrderId }, asked);
  }

  /** Does not accept a quote. Clause 2.2.2b. */
  @Post('change-orders/:changeOrderId/refusal')
  @Permission('change-orders.decide')
  decline(@Param('changeOrderId') changeOrderId: string, @Body() body: DeclineBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(declineChangeOrder, { ...body, changeOrderId }, asked);
  }

  /** Tells how long the work took. Clause 2.2.2b. */
  @Post('change-orders/:changeOrderId/work')
  @Permission('change-orders.work')
  tellWork(@Param('changeOrderId') changeOrderId: string, @Body() body: WorkBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(tellChangeOrderWork, { ...body, changeOrderId }, asked);
  }

  /** Confirms the time: the charge is due. Clause 2.2.2b. */
  @Post('change-orders/:changeOrderId/charge')
  @Permission('change-orders.decide')
  charge(@Param('changeOrderId') changeOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(chargeChangeOrder, { changeOrderId }, asked);
  }
}
