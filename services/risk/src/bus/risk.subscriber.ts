import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  appraisalPublished,
  contractActivated,
  depositReceived,
  milestoneDecided,
  milestoneDecidedV2,
  qualificationExpired,
  vendorAdmitted,
  vendorClassified,
  vendorComplianceChecked,
  type AppraisalPublishedWire,
  type ContractActivatedWire,
  type DepositReceivedWire,
  type MilestoneDecidedV2Wire,
  type QualificationExpiredWire,
  type VendorAdmittedWire,
  type VendorClassifiedWire,
  type VendorComplianceCheckedWire,
} from '@steward/events';
import { EventContext, UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordAdmission } from '../app/record-admission';
import { recordAppraisal } from '../app/record-appraisal';
import { recordComplianceCheck } from '../app/record-compliance-check';
import { recordContract } from '../app/record-contract';
import { recordDeposit } from '../app/record-deposit';
import { recordExpiredCertificate } from '../app/record-expired-certificate';
import { recordMilestone } from '../app/record-milestone';
import { recordTier } from '../app/record-tier';

@Controller()
export class RiskSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern([milestoneDecided.type, milestoneDecidedV2.type])
  @Permission('risk.record-facts')
  milestoneDecided(
    @Payload() told: MilestoneDecidedV2Wire,
    @Ctx() { event }: EventContext,
    @WhoAsks() asked: Asked,
  ) {
    const { milestoneId, workOrderId, vendorId, contractId, severity, verdict, decidedAt } = told;
    const milestone = { milestoneId, workOrderId, vendorId, contractId, severity, verdict, decidedAt };
    return this.useCases.run(recordMilestone, { ...milestone, version: event.version }, asked);
  }

  @EventPattern(appraisalPublished.type)
  @Permission('risk.record-facts')
  appraisalPublished(@Payload() told: AppraisalPublishedWire, @WhoAsks() asked: Asked) {
    const { appraisalId, vendorId, contractId, isPassed, publishedAt } = told;
    return this.useCases.run(
      recordAppraisal,
      { appraisalId, vendorId, contractId, isPassed, publishedAt },
      asked,
    );
  }

  @EventPattern(vendorComplianceChecked.type)
  @Permission('risk.record-facts')
  complianceChecked(@Payload() told: VendorComplianceCheckedWire, @WhoAsks() asked: Asked) {
    const { vendorId, failedParts, checkedAt } = told;
    return this.useCases.run(recordComplianceCheck, { vendorId, failedParts, checkedAt }, asked);
  }

  @EventPattern(qualificationExpired.type)
  @Permission('risk.record-facts')
  qualificationExpired(@Payload() told: QualificationExpiredWire, @WhoAsks() asked: Asked) {
    const { vendorId, itemId, expiredAt } = told;
    return this.useCases.run(recordExpiredCertificate, { vendorId, itemId, expiredAt }, asked);
  }

  @EventPattern(depositReceived.type)
  @Permission('risk.record-facts')
  depositReceived(@Payload() told: DepositReceivedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, balance } = told;
    return this.useCases.run(recordDeposit, { contractId, vendorId, balance }, asked);
  }

  @EventPattern(contractActivated.type)
  @Permission('risk.record-facts')
  contractActivated(@Payload() { contractId, vendorId }: ContractActivatedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContract, { contractId, vendorId }, asked);
  }

  @EventPattern(vendorAdmitted.type)
  @Permission('risk.record-facts')
  vendorAdmitted(@Payload() { vendorId, admittedAt }: VendorAdmittedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordAdmission, { vendorId, admittedAt }, asked);
  }

  @EventPattern(vendorClassified.type)
  @Permission('risk.record-facts')
  vendorClassified(@Payload() told: VendorClassifiedWire, @WhoAsks() asked: Asked) {
    const { vendorId, tier, effectiveOn } = told;
    return this.useCases.run(recordTier, { vendorId, tier, effectiveOn }, asked);
  }
}
