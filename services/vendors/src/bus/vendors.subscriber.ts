import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  contractActivated,
  contractAmended,
  contractExpired,
  contractTerminated,
  dataItemCertified,
  dataItemHanded,
  depositDeducted,
  depositReceived,
  depositReleased,
  depositReturned,
  procedureDecided,
  settlementPosted,
  terminationNotified,
  terminationWithdrawn,
  type ContractActivatedWire,
  type ContractExpiredWire,
  type ContractTerminatedWire,
  type DepositReceivedWire,
  type SettlementPostedWire,
  type Wire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { actOnProcedure } from '../app/act-on-procedure';
import { endContract } from '../app/end-contract';
import { recordContractFact } from '../app/record-contract-fact';
import { startExit } from '../app/start-exit';
import { withdrawExit } from '../app/withdraw-exit';

/** What others tell of a contract's end and of a vendor's standing. Clauses 1.3.2 and 2.4.2, D7. */
@Controller()
export class VendorsSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern([contractActivated.type, contractAmended.type])
  @Permission('vendors.record-facts')
  contractVersion(@Payload() told: ContractActivatedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, workingTime } = told;
    const { timezone } = workingTime;
    return this.useCases.run(recordContractFact, { contractId, vendorId, timezone }, asked);
  }

  @EventPattern(terminationNotified.type)
  @Permission('vendors.record-facts')
  terminationNotified(
    @Payload() { contractId, vendorId }: Wire<typeof terminationNotified>,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(startExit, { contractId, vendorId, cause: 'TERMINATION' }, asked);
  }

  @EventPattern(terminationWithdrawn.type)
  @Permission('vendors.record-facts')
  terminationWithdrawn(
    @Payload() { contractId }: Wire<typeof terminationWithdrawn>,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(withdrawExit, { contractId }, asked);
  }

  @EventPattern(contractTerminated.type)
  @Permission('vendors.record-facts')
  contractTerminated(@Payload() told: ContractTerminatedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, lastOn, terminatedAt: endedAt } = told;
    return this.useCases.run(
      endContract,
      { contractId, vendorId, cause: 'TERMINATION', lastOn, endedAt },
      asked,
    );
  }

  @EventPattern(contractExpired.type)
  @Permission('vendors.record-facts')
  contractExpired(@Payload() told: ContractExpiredWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, endOn: lastOn, expiredAt: endedAt } = told;
    return this.useCases.run(endContract, { contractId, vendorId, cause: 'EXPIRY', lastOn, endedAt }, asked);
  }

  @EventPattern(dataItemHanded.type)
  @Permission('vendors.record-facts')
  dataItemHanded(@Payload() told: Wire<typeof dataItemHanded>, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, missing: dataMissing, handedAt: dataToldAt } = told;
    return this.useCases.run(recordContractFact, { contractId, vendorId, dataMissing, dataToldAt }, asked);
  }

  @EventPattern(dataItemCertified.type)
  @Permission('vendors.record-facts')
  dataItemCertified(@Payload() told: Wire<typeof dataItemCertified>, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, missing: dataMissing, certifiedAt: dataToldAt } = told;
    return this.useCases.run(recordContractFact, { contractId, vendorId, dataMissing, dataToldAt }, asked);
  }

  @EventPattern(procedureDecided.type)
  @Permission('vendors.record-facts')
  procedureDecided(@Payload() decision: Wire<typeof procedureDecided>, @WhoAsks() asked: Asked) {
    const { procedureId, vendorId, contractId, kind, quarter, isUpheld, decidedAt } = decision;
    return this.useCases.run(
      actOnProcedure,
      { procedureId, vendorId, contractId, kind, quarter, isUpheld, decidedAt },
      asked,
    );
  }

  @EventPattern(settlementPosted.type)
  @Permission('vendors.record-facts')
  settlementPosted(@Payload() told: SettlementPostedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, quarter: settledQuarter } = told;
    return this.useCases.run(recordContractFact, { contractId, vendorId, settledQuarter }, asked);
  }

  @EventPattern(depositReceived.type)
  @Permission('vendors.record-facts')
  depositReceived(@Payload() told: DepositReceivedWire, @WhoAsks() asked: Asked) {
    return this.deposit(told, { isDepositHeld: isSome(told.balance) }, asked);
  }

  @EventPattern(depositDeducted.type)
  @Permission('vendors.record-facts')
  depositDeducted(@Payload() told: Wire<typeof depositDeducted>, @WhoAsks() asked: Asked) {
    return this.deposit(told, { isDepositHeld: isSome(told.balance) }, asked);
  }

  @EventPattern(depositReleased.type)
  @Permission('vendors.record-facts')
  depositReleased(@Payload() told: Wire<typeof depositReleased>, @WhoAsks() asked: Asked) {
    return this.deposit(told, { isDepositHeld: isSome(told.balance), isReturnPending: true }, asked);
  }

  @EventPattern(depositReturned.type)
  @Permission('vendors.record-facts')
  depositReturned(@Payload() told: Wire<typeof depositReturned>, @WhoAsks() asked: Asked) {
    return this.deposit(told, { isReturnPending: isSome(told.suspense) }, asked);
  }

  private deposit(
    { contractId, vendorId }: { readonly contractId: string; readonly vendorId: string },
    told: { readonly isDepositHeld?: boolean; readonly isReturnPending?: boolean },
    asked: Asked,
  ) {
    return this.useCases.run(recordContractFact, { contractId, vendorId, ...told }, asked);
  }
}

const isSome = ({ amountMinor }: { readonly amountMinor: string }): boolean => amountMinor !== '0';
