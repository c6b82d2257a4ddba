import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  contractExpired,
  contractTerminated,
  type ContractExpiredWire,
  type ContractTerminatedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordContractEnd } from '../app/record-contract-end';

@Controller()
export class ContractEndsSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractTerminated.type)
  @Permission('finance.record-facts')
  contractTerminated(
    @Payload() { contractId, vendorId, terminatedAt }: ContractTerminatedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordContractEnd, { contractId, vendorId, endedAt: terminatedAt }, asked);
  }

  @EventPattern(contractExpired.type)
  @Permission('finance.record-facts')
  contractExpired(
    @Payload() { contractId, vendorId, expiredAt }: ContractExpiredWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordContractEnd, { contractId, vendorId, endedAt: expiredAt }, asked);
  }
}
