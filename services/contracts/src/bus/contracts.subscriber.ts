import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  depositReceived,
  liaisonAssigned,
  vendorAdmitted,
  vendorTested,
  type DepositReceivedWire,
  type LiaisonAssignedWire,
  type VendorAdmittedWire,
  type VendorTestedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordDeposit } from '../app/record-deposit';
import { recordLiaison } from '../app/record-liaison';
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
}
