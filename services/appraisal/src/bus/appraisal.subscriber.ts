import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  contractActivated,
  contractAmended,
  milestoneDecided,
  periodClosed,
  vendorAdmitted,
  vendorClassified,
  type ContractActivatedWire,
  type ContractAmendedWire,
  type MilestoneDecidedWire,
  type PeriodClosedWire,
  type VendorAdmittedWire,
  type VendorClassifiedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordAdmission } from '../app/record-admission';
import { recordClosing } from '../app/record-closing';
import { recordContract } from '../app/record-contract';
import { recordMilestone } from '../app/record-milestone';
import { recordTier } from '../app/record-tier';

@Controller()
export class AppraisalSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(vendorClassified.type)
  @Permission('appraisals.record-facts')
  vendorClassified(
    @Payload() { vendorId, tier, effectiveOn }: VendorClassifiedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordTier, { vendorId, tier, effectiveOn }, asked);
  }

  @EventPattern(vendorAdmitted.type)
  @Permission('appraisals.record-facts')
  vendorAdmitted(@Payload() { vendorId, tier, admittedAt }: VendorAdmittedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordAdmission, { vendorId, tier, admittedAt }, asked);
  }

  @EventPattern(contractActivated.type)
  @Permission('appraisals.record-facts')
  contractActivated(
    @Payload() { contractId, vendorId, contractVersion, effectiveAt, workingTime }: ContractActivatedWire,
    @WhoAsks() asked: Asked,
  ) {
    const contract = { contractId, vendorId, contractVersion, effectiveAt, ...workingTime };
    return this.useCases.run(recordContract, contract, asked);
  }

  @EventPattern(contractAmended.type)
  @Permission('appraisals.record-facts')
  contractAmended(
    @Payload() { contractId, vendorId, contractVersion, effectiveAt, workingTime }: ContractAmendedWire,
    @WhoAsks() asked: Asked,
  ) {
    const contract = { contractId, vendorId, contractVersion, effectiveAt, ...workingTime };
    return this.useCases.run(recordContract, contract, asked);
  }

  @EventPattern(milestoneDecided.type)
  @Permission('appraisals.record-facts')
  milestoneDecided(
    @Payload()
    {
      milestoneId,
      workOrderId,
      contractId,
      vendorId,
      quarter,
      kind,
      verdict,
      decidedAt,
    }: MilestoneDecidedWire,
    @WhoAsks() asked: Asked,
  ) {
    const placed = { milestoneId, workOrderId, contractId, vendorId, quarter };
    return this.useCases.run(
      recordMilestone,
      { ...placed, kind, verdict, decidedAt, eventId: asked.key },
      asked,
    );
  }

  @EventPattern(periodClosed.type)
  @Permission('appraisals.record-facts')
  periodClosed(
    @Payload() { periodId: _, closedAt: __, ...closing }: PeriodClosedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordClosing, closing, asked);
  }
}
