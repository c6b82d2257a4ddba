import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  contractExpired,
  contractTerminated,
  exitHandoverCompleted,
  type ContractExpiredWire,
  type ContractTerminatedWire,
  type Wire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordExitFact } from '../app/record-exit-fact';
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

  /** What vendors followed item by item needs nobody's word again. Clause 2.4.2a, D6.9. */
  @EventPattern(exitHandoverCompleted.type)
  @Permission('finance.record-facts')
  handoverCompleted(
    @Payload() { contractId, exitId }: Wire<typeof exitHandoverCompleted>,
    @WhoAsks() asked: Asked,
  ) {
    const evidence = [`exit ${exitId}`];
    return this.useCases.run(recordExitFact, { contractId, fact: 'HANDOVER_ACCEPTED', evidence }, asked);
  }
}
