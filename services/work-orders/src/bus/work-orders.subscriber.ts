import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  changeOrderApproved,
  contractActivated,
  contractAmended,
  contractExpired,
  contractResumed,
  contractSuspended,
  contractTerminated,
  restrictionLifted,
  vendorAdmitted,
  vendorClassified,
  vendorRestricted,
  type ChangeOrderApprovedWire,
  type ContractActivatedWire,
  type ContractAmendedWire,
  type ContractExpiredWire,
  type ContractResumedWire,
  type ContractSuspendedWire,
  type ContractTerminatedWire,
  type RestrictionLiftedWire,
  type VendorAdmittedWire,
  type VendorClassifiedWire,
  type VendorRestrictedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { admitWorkOrder } from '../app/admit-work-order';
import { recordContractStanding } from '../app/record-contract-standing';
import { recordContractVersion } from '../app/record-contract-version';
import { recordVendorAdmission } from '../app/record-vendor-admission';
import { recordVendorClassification } from '../app/record-vendor-classification';
import { recordVendorRestriction } from '../app/record-vendor-restriction';

@Controller()
export class WorkOrdersSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractActivated.type)
  @Permission('work-orders.record-facts')
  contractActivated(@Payload() activated: ContractActivatedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractVersion, versionTold(activated), asked);
  }

  @EventPattern(contractAmended.type)
  @Permission('work-orders.record-facts')
  contractAmended(@Payload() amended: ContractAmendedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractVersion, versionTold(amended), asked);
  }

  @EventPattern(changeOrderApproved.type)
  @Permission('work-orders.record-facts')
  changeOrderApproved(@Payload() approved: ChangeOrderApprovedWire, @WhoAsks() asked: Asked) {
    const { workOrderId, scopeReviewId, changeOrderId, contractId } = approved;
    return this.useCases.run(
      admitWorkOrder,
      { workOrderId, scopeReviewId, changeOrderId, contractId },
      asked,
    );
  }

  @EventPattern(contractSuspended.type)
  @Permission('work-orders.record-facts')
  contractSuspended(@Payload() { contractId, vendorId }: ContractSuspendedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractStanding, { contractId, vendorId, standing: 'suspended' }, asked);
  }

  @EventPattern(contractResumed.type)
  @Permission('work-orders.record-facts')
  contractResumed(@Payload() { contractId, vendorId }: ContractResumedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractStanding, { contractId, vendorId, standing: 'in-force' }, asked);
  }

  @EventPattern(contractTerminated.type)
  @Permission('work-orders.record-facts')
  contractTerminated(@Payload() { contractId, vendorId }: ContractTerminatedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractStanding, { contractId, vendorId, standing: 'terminated' }, asked);
  }

  @EventPattern(contractExpired.type)
  @Permission('work-orders.record-facts')
  contractExpired(@Payload() { contractId, vendorId }: ContractExpiredWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractStanding, { contractId, vendorId, standing: 'expired' }, asked);
  }

  @EventPattern(vendorAdmitted.type)
  @Permission('work-orders.record-facts')
  vendorAdmitted(@Payload() admitted: VendorAdmittedWire, @WhoAsks() asked: Asked) {
    const { vendorId, tier, categories, admittedAt } = admitted;
    return this.useCases.run(recordVendorAdmission, { vendorId, tier, categories, admittedAt }, asked);
  }

  @EventPattern(vendorClassified.type)
  @Permission('work-orders.record-facts')
  vendorClassified(@Payload() classified: VendorClassifiedWire, @WhoAsks() asked: Asked) {
    const { vendorId, tier, categories, effectiveOn } = classified;
    return this.useCases.run(recordVendorClassification, { vendorId, tier, categories, effectiveOn }, asked);
  }

  @EventPattern(vendorRestricted.type)
  @Permission('work-orders.record-facts')
  vendorRestricted(@Payload() { vendorId, expired }: VendorRestrictedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendorRestriction, { vendorId, expired }, asked);
  }

  @EventPattern(restrictionLifted.type)
  @Permission('work-orders.record-facts')
  restrictionLifted(@Payload() { vendorId }: RestrictionLiftedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendorRestriction, { vendorId, expired: [] }, asked);
  }
}

/** Activated or amended: both tell a version with all its terms. */
function versionTold(told: ContractActivatedWire | ContractAmendedWire) {
  const { contractId, vendorId, contractVersion, effectiveAt, startOn, endOn } = told;
  const { categories, workingTime, slaTargets, code, scope = [], availability = [], creditRegime } = told;
  const { yearlyAmount, performanceShareBps, curve } = told;
  const pay = { yearlyAmount, performanceShareBps, curve };
  const terms = {
    ...{ categories, workingTime, slaTargets, code, scope, availability, pay },
    ...(creditRegime && { creditRegime }),
  };
  return { contractId, vendorId, contractVersion, effectiveAt, startOn, endOn, ...terms };
}
