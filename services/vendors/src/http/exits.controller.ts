import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Clock, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { acceptItem } from '../app/accept-item';
import { HandItem, handItem } from '../app/hand-item';
import { ListHandoverItems, listHandoverItems } from '../app/list-handover-items';
import { RefuseItem, refuseItem } from '../app/refuse-item';
import { requestRelease } from '../app/request-release';
import { sealHandover } from '../app/seal-handover';
import {
  exitBlockers,
  exitsPage,
  ExitsPage,
  handoverItemsPage,
  HandoverItemsPage,
  oneExit,
} from '../storage/exit-views';

/** Exit and item are named by the path. */
class ListHandoverItemsBody extends OmitType(ListHandoverItems, ['exitId']) {}
class HandItemBody extends OmitType(HandItem, ['exitId', 'itemId']) {}
class RefuseItemBody extends OmitType(RefuseItem, ['exitId', 'itemId']) {}
class HandoverItemsQuery extends OmitType(HandoverItemsPage, ['exitId']) {}

@Controller('v1/exits')
export class ExitsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly clock: Clock,
  ) {}

  /** Lists the exits that the caller may see. Clause 2.4.2. */
  @Get()
  @Permission('exits.read')
  list(@Query() page: ExitsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(exitsPage, page, actor);
  }

  /** Shows one exit and how far its handover has come. Clause 2.4.2a. */
  @Get(':exitId')
  @Permission('exits.read')
  one(@Param('exitId') exitId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneExit, { exitId }, actor);
  }

  /** Lists what is to be handed over. Clause 2.4.2a. */
  @Get(':exitId/items')
  @Permission('exits.read')
  items(@Param('exitId') exitId: string, @Query() page: HandoverItemsQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(handoverItemsPage, { ...page, exitId }, actor);
  }

  /** Shows what is in the way of the deposit's release and of the closing. D7. */
  @Get(':exitId/blockers')
  @Permission('exits.read')
  blockers(@Param('exitId') exitId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(exitBlockers, { exitId, asOf: this.clock.now().toISOString() }, actor);
  }

  /** Adds to the lists. Clause 2.4.2a. */
  @Post(':exitId/items')
  @Permission('exits.prepare')
  listItems(@Param('exitId') exitId: string, @Body() body: ListHandoverItemsBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(listHandoverItems, { ...body, exitId }, asked);
  }

  /** Makes the lists final. Clause 2.4.2a. */
  @Post(':exitId/seal')
  @Permission('exits.prepare')
  seal(@Param('exitId') exitId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(sealHandover, { exitId }, asked);
  }

  /** Hands an item over with its proof. Clause 2.4.2a. */
  @Post(':exitId/items/:itemId/handing')
  @Permission('exits.hand')
  hand(
    @Param('exitId') exitId: string,
    @Param('itemId') itemId: string,
    @Body() body: HandItemBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(handItem, { ...body, exitId, itemId }, asked);
  }

  /** Takes an item over from another person. Clause 2.4.2a. */
  @Post(':exitId/items/:itemId/acceptance')
  @Permission('exits.receive')
  accept(@Param('exitId') exitId: string, @Param('itemId') itemId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(acceptItem, { exitId, itemId }, asked);
  }

  /** Gives an item back that does not hold. Clause 2.4.2a. */
  @Post(':exitId/items/:itemId/refusal')
  @Permission('exits.receive')
  refuse(
    @Param('exitId') exitId: string,
    @Param('itemId') itemId: string,
    @Body() body: RefuseItemBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(refuseItem, { ...body, exitId, itemId }, asked);
  }

  /** Asks for the deposit's release. D6.9, D7 E1. */
  @Post(':exitId/release-request')
  @Permission('exits.request-release')
  requestRelease(@Param('exitId') exitId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(requestRelease, { exitId }, asked);
  }
}
