import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  meetingHeld,
  meetingMissed,
  reportOverdue,
  reportSubmitted,
  type MeetingHeldWire,
  type MeetingMissedWire,
  type ReportOverdueWire,
  type ReportSubmittedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordMeeting } from '../app/record-meeting';
import { recordReport } from '../app/record-report';

/** What is due beside work orders, for the KPI sets that read it. Clause 1.3.1. */
@Controller()
export class DutiesSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(reportSubmitted.type)
  @Permission('appraisals.record-facts')
  reportSubmitted(
    @Payload() { reportId, contractId, period, isLate }: ReportSubmittedWire,
    @WhoAsks() asked: Asked,
  ) {
    const report = { reportId, contractId, period, isOnTime: !isLate, eventId: asked.key };
    return this.useCases.run(recordReport, report, asked);
  }

  @EventPattern(reportOverdue.type)
  @Permission('appraisals.record-facts')
  reportOverdue(@Payload() { reportId, contractId, period }: ReportOverdueWire, @WhoAsks() asked: Asked) {
    const report = { reportId, contractId, period, isOnTime: false, eventId: asked.key };
    return this.useCases.run(recordReport, report, asked);
  }

  @EventPattern(meetingHeld.type)
  @Permission('appraisals.record-facts')
  meetingHeld(@Payload() { meetingId, contractId, month }: MeetingHeldWire, @WhoAsks() asked: Asked) {
    const meeting = { meetingId, contractId, month, isHeld: true, eventId: asked.key };
    return this.useCases.run(recordMeeting, meeting, asked);
  }

  @EventPattern(meetingMissed.type)
  @Permission('appraisals.record-facts')
  meetingMissed(@Payload() { meetingId, contractId, month }: MeetingMissedWire, @WhoAsks() asked: Asked) {
    const meeting = { meetingId, contractId, month, isHeld: false, eventId: asked.key };
    return this.useCases.run(recordMeeting, meeting, asked);
  }
}
