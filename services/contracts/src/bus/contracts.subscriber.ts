import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  depositReceived,
  liaisonAssigned,
  scopeReviewEnded,
  scopeReviewOpened,
  vendorAdmitted,
  vendorTested,
  type DepositReceivedWire,
  type LiaisonAssignedWire,
  type ScopeReviewEndedWire,
  type ScopeReviewOpenedWire,
  type VendorAdmittedWire,
  type VendorTestedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { endScopeReview } from '../app/end-scope-review';
import { recordDeposit } from '../app/record-deposit';
import { recordLiaison } from '../app/record-liaison';
import { recordScopeReview } from '../app/record-scope-review';
import { recordVendorStanding } from '../app/record-vendor-standing';

@Controller()
export class ContractsSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(vendorAdmitted.type)
  @Permission('contracts.record-facts')
  vendorAdmitted(@Payload() { vendorId }: VendorAdmittedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendorStanding, { vendorId, isAdmitted: true }, asked);
  }

  @EventPattern(vendorTested.type)
  @Permission('contracts.record-facts')
  vendorTested(@Payload() { vendorId, isPassed }: VendorTestedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendorStanding, { vendorId, isTestPassed: isPassed }, asked);
  }

  @EventPattern(depositReceived.type)
  @Permission('contracts.record-facts')
  depositReceived(@Payload() { contractId, balance }: DepositReceivedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordDeposit, { contractId, balance }, asked);
  }

  @EventPattern(liaisonAssigned.type)
  @Permission('contracts.record-facts')
  liaisonAssigned(@Payload() { contractId }: LiaisonAssignedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordLiaison, { contractId }, asked);
  }

  @EventPattern(scopeReviewOpened.type)
  @Permission('contracts.record-facts')
  scopeReviewOpened(@Payload() opened: ScopeReviewOpenedWire, @WhoAsks() asked: Asked) {
    const { contractVersion: _, ...review } = opened;
    return this.useCases.run(recordScopeReview, review, asked);
  }

  @EventPattern(scopeReviewEnded.type)
  @Permission('contracts.record-facts')
  scopeReviewEnded(@Payload() ended: ScopeReviewEndedWire, @WhoAsks() asked: Asked) {
    const { scopeReviewId, outcome, endedAt } = ended;
    return this.useCases.run(endScopeReview, { scopeReviewId, outcome, endedAt }, asked);
  }
}
