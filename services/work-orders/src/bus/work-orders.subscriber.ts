import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  contractActivated,
  vendorAdmitted,
  vendorClassified,
  type ContractActivatedWire,
  type VendorAdmittedWire,
  type VendorClassifiedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordContractVersion } from '../app/record-contract-version';
import { recordVendorSkills } from '../app/record-vendor-skills';

@Controller()
export class WorkOrdersSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractActivated.type)
  @Permission('work-orders.record-facts')
  contractActivated(@Payload() activated: ContractActivatedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, contractVersion, effectiveAt, startOn, endOn } = activated;
    const { categories, workingTime, slaTargets } = activated;
    const terms = { categories, workingTime, slaTargets };
    const version = { contractId, vendorId, contractVersion, effectiveAt, startOn, endOn, ...terms };
    return this.useCases.run(recordContractVersion, version, asked);
  }

  @EventPattern(vendorAdmitted.type)
  @Permission('work-orders.record-facts')
  vendorAdmitted(@Payload() { vendorId, categories }: VendorAdmittedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendorSkills, { vendorId, categories }, asked);
  }

  @EventPattern(vendorClassified.type)
  @Permission('work-orders.record-facts')
  vendorClassified(@Payload() { vendorId, categories }: VendorClassifiedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendorSkills, { vendorId, categories }, asked);
  }
}
