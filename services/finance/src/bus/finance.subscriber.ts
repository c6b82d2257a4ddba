import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  appraisalPublished,
  contractActivated,
  contractSigned,
  type AppraisalPublishedWire,
  type ContractActivatedWire,
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
  contractActivated(
    @Payload()
    {
      contractId,
      vendorId,
      contractVersion,
      effectiveAt,
      yearlyAmount,
      performanceShareBps,
      curve,
      startOn,
      endOn,
      workingTime: { timezone },
    }: ContractActivatedWire,
    @WhoAsks() asked: Asked,
  ) {
    const price = { yearlyAmount, performanceShareBps, curve };
    const version = {
      contractId,
      vendorId,
      contractVersion,
      effectiveAt,
      ...price,
      startOn,
      endOn,
      timezone,
    };
    return this.useCases.run(recordContractVersion, version, asked);
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
