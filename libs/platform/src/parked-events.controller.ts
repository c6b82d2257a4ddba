import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import {
  DiscardEvent,
  discardEvent,
  JetStreamServer,
  Page,
  parkedEvents,
  redriveEvent,
  UseCases,
  type Actor,
  type Asked,
} from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from './auth';

class DiscardEventBody extends OmitType(DiscardEvent, ['eventId']) {}

@Controller('v1/parked-events')
export class ParkedEventsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly transport: JetStreamServer,
  ) {}

  /** Lists events that could not be applied and wait for a decision. */
  @Get()
  @Permission('parked-events.read')
  list(@Query() page: Page, @ActingAs() actor: Actor) {
    return this.useCases.read(parkedEvents, page, actor);
  }

  /** Applies a parked event again, and then what waited behind it. */
  @Post(':eventId/redrive')
  @Permission('parked-events.decide')
  async redrive(@Param('eventId') eventId: string, @WhoAsks() asked: Asked) {
    return this.goOn(await this.useCases.run(redriveEvent, { eventId }, asked));
  }

  /** Passes over a parked event for good, with the reason. */
  @Post(':eventId/discard')
  @Permission('parked-events.decide')
  async discard(@Param('eventId') eventId: string, @Body() body: DiscardEventBody, @WhoAsks() asked: Asked) {
    return this.goOn(await this.useCases.run(discardEvent, { ...body, eventId }, asked));
  }

  private async goOn(parked: { producer: string; aggregateId: string | null }) {
    await this.transport.drain(parked.producer);
    return parked;
  }
}
