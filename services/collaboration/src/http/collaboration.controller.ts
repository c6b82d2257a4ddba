import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Page, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AssignLiaison, assignLiaison } from '../app/assign-liaison';
import { HoldMeeting, holdMeeting } from '../app/hold-meeting';
import { liaisonsPage } from '../storage/liaison-views';
import { MeetingsPage, meetingsPage, oneMeeting } from '../storage/meeting-views';

/** The contract is named by the path. */
class AssignLiaisonBody extends OmitType(AssignLiaison, ['contractId']) {}
/** The meeting is named by the path. */
class HoldMeetingBody extends OmitType(HoldMeeting, ['meetingId']) {}

@Controller('v1')
export class CollaborationController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists who is liaison of which contract. Clause 2.3.2a. */
  @Get('liaisons')
  @Permission('liaisons.read')
  liaisons(@Query() page: Page, @ActingAs() actor: Actor) {
    return this.useCases.read(liaisonsPage, page, actor);
  }

  /** Names a signed contract's liaison, or another in place of the last. Clause 2.3.2a. */
  @Post('contracts/:contractId/liaison')
  @Permission('liaisons.assign')
  assign(@Param('contractId') contractId: string, @Body() body: AssignLiaisonBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(assignLiaison, { ...body, contractId }, asked);
  }

  /** Lists joint meetings with what stands on their agendas, the latest month first. Clause 2.3.2c. */
  @Get('meetings')
  @Permission('meetings.read')
  meetings(@Query() page: MeetingsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(meetingsPage, page, actor);
  }

  /** Shows one joint meeting with its agenda and minutes. */
  @Get('meetings/:meetingId')
  @Permission('meetings.read')
  meeting(@Param('meetingId') meetingId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneMeeting, { meetingId }, actor);
  }

  /** Takes the minutes of a joint meeting, once. Clause 2.3.2c. */
  @Post('meetings/:meetingId/minutes')
  @Permission('meetings.hold')
  hold(@Param('meetingId') meetingId: string, @Body() body: HoldMeetingBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(holdMeeting, { ...body, meetingId }, asked);
  }
}
