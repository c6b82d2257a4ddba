import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks, WhoTells } from '@steward/platform';
import { CorrectOutage, correctOutage } from '../app/correct-outage';
import { EndOutage, endOutage } from '../app/end-outage';
import { TellOutage, tellOutage } from '../app/tell-outage';
import { WithdrawOutage, withdrawOutage } from '../app/withdraw-outage';
import { Alertmanager } from '../gateways/alertmanager';
import { oneOutage, OutagesPage, outagesPage } from '../storage/outage-views';

class EndBody extends OmitType(EndOutage, ['outageId']) {}
class CorrectionBody extends OmitType(CorrectOutage, ['outageId']) {}
class WithdrawalBody extends OmitType(WithdrawOutage, ['outageId']) {}

const text = { type: 'string' as const };
const instant = { type: 'string' as const, format: 'date-time' };
/** The part of Alertmanager's payload that is read; more may be there. */
const ALERTMANAGER_PAYLOAD = {
  type: 'object' as const,
  required: ['version', 'alerts'],
  properties: {
    version: { ...text, enum: ['4'] },
    alerts: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['status', 'labels', 'startsAt', 'endsAt', 'fingerprint'],
        properties: {
          status: { ...text, enum: ['firing', 'resolved'] },
          labels: { type: 'object' as const, additionalProperties: text },
          ...{ startsAt: instant, endsAt: instant, fingerprint: text },
        },
      },
    },
  },
};

/** When services were not there, or nobody knows whether they were. Clause 2.2.1c, D2. */
@Controller('v1/availability')
export class OutagesController {
  constructor(
    private readonly useCases: UseCases,
    private readonly alertmanager: Alertmanager,
  ) {}

  /** Lists the outages that the caller may see. */
  @Get('outages')
  @Permission('availability.read')
  list(@Query() page: OutagesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(outagesPage, page, actor);
  }

  /** Shows one outage with all that was told of it. */
  @Get('outages/:outageId')
  @Permission('availability.read')
  one(@Param('outageId') outageId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneOutage, { outageId }, actor);
  }

  /** A source tells of an outage; told again under its name there, it is the same one. */
  @Post('outages')
  @Permission('outages.tell')
  tell(@Body() body: TellOutage, @WhoAsks() asked: Asked) {
    return this.useCases.run(tellOutage, body, asked);
  }

  /** An outage is over. */
  @Post('outages/:outageId/end')
  @Permission('outages.tell')
  end(@Param('outageId') outageId: string, @Body() body: EndBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(endOutage, { ...body, outageId }, asked);
  }

  /** Says with a reason what it was; what was told before stays on record. */
  @Post('outages/:outageId/correction')
  @Permission('outages.correct')
  correct(@Param('outageId') outageId: string, @Body() body: CorrectionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(correctOutage, { ...body, outageId }, asked);
  }

  /** Says with a reason that there was none. */
  @Post('outages/:outageId/withdrawal')
  @Permission('outages.correct')
  withdraw(@Param('outageId') outageId: string, @Body() body: WithdrawalBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(withdrawOutage, { ...body, outageId }, asked);
  }

  /** Takes Alertmanager’s webhook, which has no key: an alert sent again changes nothing. Clause 2.2.1c. */
  @Post('alertmanager')
  @HttpCode(200)
  @Permission('availability.notify')
  @ApiBody({ schema: ALERTMANAGER_PAYLOAD })
  notify(@Body() notification: object, @WhoTells() asked: Asked) {
    return this.alertmanager.take(notification, asked);
  }
}
