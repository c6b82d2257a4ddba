import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  appraisalPublished,
  contractActivated,
  contractAmended,
  contractSigned,
  type AppraisalPublishedWire,
  type ContractActivatedWire,
  type ContractAmendedWire,
  type ContractSignedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { openDeposit } from '../app/open-deposit';
import { recordAppraisal } from '../app/record-appraisal';
import { recordContractVersion } from '../app/record-contract-version';

@Controller()
export class FinanceSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractSigned.type)
  @Permission('finance.record-facts')
  contractSigned(
    @Payload() { contractId, vendorId, depositRequired }: ContractSignedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(openDeposit, { contractId, vendorId, depositRequired }, asked);
  }

  @EventPattern(contractActivated.type)
  @Permission('finance.record-facts')
  contractActivated(@Payload() activated: ContractActivatedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordContractVersion, versionTold(activated), asked);
  }

  @EventPattern(contractAmended.type)
  @Permission('finance.record-facts')
  contractAmended(@Payload() amended: ContractAmendedWire, @WhoAsks() asked: Asked) {
    const { depositRequired } = amended;
    return this.useCases.run(recordContractVersion, { ...versionTold(amended), depositRequired }, asked);
  }

  @EventPattern(appraisalPublished.type)
  @Permission('finance.record-facts')
  appraisalPublished(
    @Payload() { contractId, vendorId, quarter, revision, score }: AppraisalPublishedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordAppraisal, { contractId, vendorId, quarter, revision, score }, asked);
  }
}

/** Activated or amended: both tell what a version pays. */
function versionTold(told: ContractActivatedWire | ContractAmendedWire) {
  const { contractId, vendorId, contractVersion, effectiveAt, startOn, endOn } = told;
  const { yearlyAmount, performanceShareBps, curve } = told;
  const price = { yearlyAmount, performanceShareBps, curve };
  const { timezone } = told.workingTime;
  return { contractId, vendorId, contractVersion, effectiveAt, ...price, startOn, endOn, timezone };
}
