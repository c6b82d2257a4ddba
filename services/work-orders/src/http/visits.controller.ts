import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { CheckInByAssetCode, checkInByAssetCode } from '../app/check-in-by-asset-code';
import { CheckInByPosition, checkInByPosition } from '../app/check-in-by-position';
import { ContestVisit, contestVisit } from '../app/contest-visit';
import { counterSignVisit } from '../app/counter-sign-visit';
import { giveLocationConsent } from '../app/give-location-consent';
import { SettleVisit, settleVisit } from '../app/settle-visit';
import { withdrawLocationConsent } from '../app/withdraw-location-consent';
import { onePosition, VisitsPage, visitsPage } from '../storage/visit-views';

class PositionBody extends OmitType(CheckInByPosition, ['workOrderId']) {}
class AssetCodeBody extends OmitType(CheckInByAssetCode, ['workOrderId']) {}
class ContestBody extends OmitType(ContestVisit, ['visitId']) {}
class SettlementBody extends OmitType(SettleVisit, ['visitId']) {}

@Controller('v1')
export class VisitsController {
  constructor(private readonly useCases: UseCases) {}

  /** Agrees that one's position is taken when one checks in. Clause 2.3.1b. */
  @Post('location-consents')
  @Permission('work-orders.work')
  consent(@WhoAsks() asked: Asked) {
    return this.useCases.run(giveLocationConsent, {}, asked);
  }

  /** Takes the consent back; one's positions are deleted. Clause 2.3.1b. */
  @Post('location-consents/withdrawal')
  @Permission('work-orders.work')
  withdraw(@WhoAsks() asked: Asked) {
    return this.useCases.run(withdrawLocationConsent, {}, asked);
  }

  /** Arrives, shown by position; outside the fence nothing is stored. Clause 2.3.1b. */
  @Post('work-orders/:workOrderId/check-ins/position')
  @Permission('work-orders.work')
  byPosition(@Param('workOrderId') workOrderId: string, @Body() body: PositionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(checkInByPosition, { ...body, workOrderId }, asked);
  }

  /** Checks in by the asset's code; it counts once the enterprise has signed. Clause 2.3.1b. */
  @Post('work-orders/:workOrderId/check-ins/asset-code')
  @Permission('work-orders.work')
  byCode(@Param('workOrderId') workOrderId: string, @Body() body: AssetCodeBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(checkInByAssetCode, { ...body, workOrderId }, asked);
  }

  /** Lists check-ins that the caller may see. Clause 2.3.1b. */
  @Get('visits')
  @Permission('visits.read')
  list(@Query() page: VisitsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(visitsPage, page, actor);
  }

  /** Shows where somebody checked in, as long as that is kept. Clause 2.3.1b. */
  @Get('visits/:visitId/position')
  @Permission('visits.read-position')
  position(@Param('visitId') visitId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(onePosition, { visitId }, actor);
  }

  /** Signs that the vendor was there: it has arrived. Clause 2.3.1b. */
  @Post('visits/:visitId/counter-signature')
  @Permission('visits.counter-sign')
  sign(@Param('visitId') visitId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(counterSignVisit, { visitId }, asked);
  }

  /** Contests a check-in, by either side. Clause 2.3.1b. */
  @Post('visits/:visitId/contest')
  @Permission('visits.contest')
  contest(@Param('visitId') visitId: string, @Body() body: ContestBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(contestVisit, { ...body, visitId }, asked);
  }

  /** Says whether a contested check-in stands; two persons settle it. Clause 2.3.1b. */
  @Post('visits/:visitId/settlement')
  @Permission('visits.settle')
  settle(@Param('visitId') visitId: string, @Body() body: SettlementBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(settleVisit, { ...body, visitId }, asked);
  }
}
