import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { dataItemCertified, dataItemHanded, type Wire } from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordDataCustody } from '../app/record-data-custody';

/** What contracts tells of the enterprise's data at its vendors. Clause 2.2.3a. */
@Controller()
export class DataCustodySubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(dataItemHanded.type)
  @Permission('finance.record-facts')
  handed(@Payload() told: Wire<typeof dataItemHanded>, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, missing, handedAt: at } = told;
    return this.useCases.run(recordDataCustody, { contractId, vendorId, missing, at }, asked);
  }

  @EventPattern(dataItemCertified.type)
  @Permission('finance.record-facts')
  certified(@Payload() told: Wire<typeof dataItemCertified>, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, missing, certifiedAt: at } = told;
    return this.useCases.run(recordDataCustody, { contractId, vendorId, missing, at }, asked);
  }
}
