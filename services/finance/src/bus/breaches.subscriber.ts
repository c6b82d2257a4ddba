import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  availabilityComputed,
  milestoneDecided,
  milestoneDecidedV2,
  milestoneOverran,
  type AvailabilityComputedWire,
  type MilestoneDecidedV2Wire,
  type MilestoneOverranWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordAvailability } from '../app/record-availability';
import { recordOverrun } from '../app/record-overrun';
import { recordVerdict } from '../app/record-verdict';

/** What work-orders tells of promises that were missed. */
@Controller()
export class BreachesSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern([milestoneDecided.type, milestoneDecidedV2.type])
  @Permission('finance.record-facts')
  milestoneDecided(@Payload() decided: MilestoneDecidedV2Wire, @WhoAsks() asked: Asked) {
    const { milestoneId, contractId, vendorId, kind, severity, quarter, verdict } = decided;
    const milestone = { milestoneId, contractId, vendorId, kind, severity, quarter, verdict };
    return this.useCases.run(recordVerdict, { ...milestone, eventId: asked.key }, asked);
  }

  @EventPattern(milestoneOverran.type)
  @Permission('finance.record-facts')
  milestoneOverran(@Payload() overran: MilestoneOverranWire, @WhoAsks() asked: Asked) {
    const { milestoneId, contractId, vendorId, contractVersion, severity, breachedAt, lateSeconds } = overran;
    const overrun = { milestoneId, contractId, vendorId, contractVersion, severity, breachedAt, lateSeconds };
    return this.useCases.run(recordOverrun, { ...overrun, eventId: asked.key }, asked);
  }

  @EventPattern(availabilityComputed.type)
  @Permission('finance.record-facts')
  availabilityComputed(@Payload() computed: AvailabilityComputedWire, @WhoAsks() asked: Asked) {
    const { availabilityId, contractId, vendorId, service, month, targetPerMille } = computed;
    const { agreedSeconds, plannedSeconds, downSeconds, isMet, needsDecision } = computed;
    const measured = { targetPerMille, agreedSeconds, plannedSeconds, downSeconds, isMet, needsDecision };
    const told = { availabilityId, contractId, vendorId, service, month, ...measured, eventId: asked.key };
    return this.useCases.run(recordAvailability, told, asked);
  }
}
