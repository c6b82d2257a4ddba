import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { CloseAction, closeAction } from '../app/close-action';
import { confirmMinutes } from '../app/confirm-minutes';
import { OpenAction, openAction } from '../app/open-action';
import { ReturnMinutes, returnMinutes } from '../app/return-minutes';
import { ReviseMinutes, reviseMinutes } from '../app/revise-minutes';
import { ActionsPage, actionsPage } from '../storage/action-views';

/** The meeting or the action is named by the path. */
class ReturnMinutesBody extends OmitType(ReturnMinutes, ['meetingId']) {}
class ReviseMinutesBody extends OmitType(ReviseMinutes, ['meetingId']) {}
class OpenActionBody extends OmitType(OpenAction, ['meetingId']) {}
class CloseActionBody extends OmitType(CloseAction, ['actionId']) {}

@Controller('v1')
export class MinutesController {
  constructor(private readonly useCases: UseCases) {}

  /** Confirms the minutes for the caller's side; with both sides they stand. Clause 2.3.2c. */
  @Post('meetings/:meetingId/minutes/confirmation')
  @Permission('minutes.confirm')
  confirm(@Param('meetingId') meetingId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmMinutes, { meetingId }, asked);
  }

  /** Sends the minutes back with what is to be corrected. Clause 2.3.2c. */
  @Post('meetings/:meetingId/minutes/return')
  @Permission('minutes.confirm')
  giveBack(@Param('meetingId') meetingId: string, @Body() body: ReturnMinutesBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(returnMinutes, { ...body, meetingId }, asked);
  }

  /** Writes minutes that were sent back anew. Clause 2.3.2c. */
  @Post('meetings/:meetingId/minutes/revision')
  @Permission('meetings.hold')
  revise(@Param('meetingId') meetingId: string, @Body() body: ReviseMinutesBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(reviseMinutes, { ...body, meetingId }, asked);
  }

  /** Asks a side to do something by a day. Clause 2.3.2c. */
  @Post('meetings/:meetingId/actions')
  @Permission('actions.open')
  open(@Param('meetingId') meetingId: string, @Body() body: OpenActionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(openAction, { ...body, meetingId }, asked);
  }

  /** Lists what meetings asked for. Clause 2.3.2c. */
  @Get('actions')
  @Permission('actions.read')
  actions(@Query() page: ActionsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(actionsPage, page, actor);
  }

  /** Says that an action is done; a vendor only where it owes it. Clause 2.3.2c. */
  @Post('actions/:actionId/completion')
  @Permission('actions.close')
  close(@Param('actionId') actionId: string, @Body() body: CloseActionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(closeAction, { ...body, actionId }, asked);
  }
}
