import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AnnouncePlannedWindow, announcePlannedWindow } from '../app/announce-planned-window';
import { approvePlannedWindow } from '../app/approve-planned-window';
import { cancelPlannedWindow } from '../app/cancel-planned-window';
import { CorrectWindowEnd, correctWindowEnd } from '../app/correct-window-end';
import { EndPlannedWindow, endPlannedWindow } from '../app/end-planned-window';
import { onePlannedWindow, PlannedWindowsPage, plannedWindowsPage } from '../storage/planned-window-views';

class EndBody extends OmitType(EndPlannedWindow, ['windowId']) {}
class EndCorrectionBody extends OmitType(CorrectWindowEnd, ['windowId']) {}

/** Planned work on services. Clause 2.2.1c, D2. */
@Controller('v1/availability/planned-windows')
export class PlannedWindowsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the planned windows that the caller may see. */
  @Get()
  @Permission('availability.read')
  list(@Query() page: PlannedWindowsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(plannedWindowsPage, page, actor);
  }

  /** Shows one window with all that was told of its end. */
  @Get(':windowId')
  @Permission('availability.read')
  one(@Param('windowId') windowId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(onePlannedWindow, { windowId }, actor);
  }

  /** Announces work ahead of its beginning; the notice counts from now. */
  @Post()
  @Permission('planned-windows.announce')
  announce(@Body() body: AnnouncePlannedWindow, @WhoAsks() asked: Asked) {
    return this.useCases.run(announcePlannedWindow, body, asked);
  }

  /** Another person of the enterprise approves, before the work begins. */
  @Post(':windowId/approval')
  @Permission('planned-windows.approve')
  approve(@Param('windowId') windowId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approvePlannedWindow, { windowId }, asked);
  }

  /** The work will not take place. */
  @Post(':windowId/cancellation')
  @Permission('planned-windows.announce')
  cancel(@Param('windowId') windowId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(cancelPlannedWindow, { windowId }, asked);
  }

  /** The work has ended; after the window's end it is an overrun. A5. */
  @Post(':windowId/end')
  @Permission('planned-windows.announce')
  end(@Param('windowId') windowId: string, @Body() body: EndBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(endPlannedWindow, { ...body, windowId }, asked);
  }

  /** The enterprise says otherwise when it ended, with a reason. */
  @Post(':windowId/end/correction')
  @Permission('planned-windows.approve')
  correct(@Param('windowId') windowId: string, @Body() body: EndCorrectionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(correctWindowEnd, { ...body, windowId }, asked);
  }
}
