import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  appraisalPublished,
  changeOrderApproved,
  changeOrderCharged,
  contractActivated,
  contractAmended,
  contractSigned,
  disputeAwarded,
  disputeSettled,
  type AppraisalPublishedWire,
  type ChangeOrderApprovedWire,
  type ChangeOrderChargedWire,
  type ContractActivatedWire,
  type ContractAmendedWire,
  type ContractSignedWire,
  type DisputeAwardedWire,
  type DisputeSettledWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { openDeposit } from '../app/open-deposit';
import { raiseChangeOrderClaim } from '../app/raise-change-order-claim';
import { raiseDisputeClaim } from '../app/raise-dispute-claim';
import { recordAppraisal } from '../app/record-appraisal';
import { recordContractVersion } from '../app/record-contract-version';
import { recordQuote } from '../app/record-quote';

@Controller()
export class FinanceSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractSigned.type)
  @Permission('finance.record-facts')
  contractSigned(
    @Payload() { contractId, vendorId, depositRequired, endOn }: ContractSignedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(openDeposit, { contractId, vendorId, depositRequired, endOn }, asked);
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
    @Payload()
    { contractId, vendorId, quarter, revision, score: base, payScore: score = base }: AppraisalPublishedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordAppraisal, { contractId, vendorId, quarter, revision, score }, asked);
  }

  @EventPattern(changeOrderApproved.type)
  @Permission('finance.record-facts')
  changeOrderApproved(
    @Payload() { changeOrderId, contractId, vendorId, contractVersion, quoted }: ChangeOrderApprovedWire,
    @WhoAsks() asked: Asked,
  ) {
    const quote = { changeOrderId, contractId, vendorId, contractVersion, quoted };
    return this.useCases.run(recordQuote, quote, asked);
  }

  @EventPattern(changeOrderCharged.type)
  @Permission('finance.record-facts')
  changeOrderCharged(
    @Payload() { changeOrderId, contractId, vendorId, contractVersion, amount }: ChangeOrderChargedWire,
    @WhoAsks() asked: Asked,
  ) {
    const charge = { changeOrderId, contractId, vendorId, contractVersion, amount };
    return this.useCases.run(raiseChangeOrderClaim, charge, asked);
  }

  @EventPattern(disputeSettled.type)
  @Permission('finance.record-facts')
  disputeSettled(
    @Payload() { disputeId, contractId, vendorId, subject, relief }: DisputeSettledWire,
    @WhoAsks() asked: Asked,
  ) {
    const dispute = { disputeId, contractId, vendorId, subject, relief, award: null };
    return this.useCases.run(raiseDisputeClaim, dispute, asked);
  }

  @EventPattern(disputeAwarded.type)
  @Permission('finance.record-facts')
  disputeAwarded(@Payload() awarded: DisputeAwardedWire, @WhoAsks() asked: Asked) {
    const { disputeId, contractId, vendorId, subject, relief, becomes, reference } = awarded;
    const dispute = { disputeId, contractId, vendorId, subject, relief, award: { becomes, reference } };
    return this.useCases.run(raiseDisputeClaim, dispute, asked);
  }
}

/** Activated or amended: both tell what a version pays. */
function versionTold(told: ContractActivatedWire | ContractAmendedWire) {
  const { contractId, vendorId, contractVersion, effectiveAt, startOn, endOn } = told;
  const { yearlyAmount, performanceShareBps, curve } = told;
  const price = { yearlyAmount, performanceShareBps, curve };
  const { creditRegime, damages, paymentTermDays } = told;
  const { timezone, calendar } = told.workingTime;
  const dates = { effectiveAt, startOn, endOn, timezone, calendar };
  const agreed = {
    ...(creditRegime && { creditRegime }),
    ...(damages && { damages }),
    ...(paymentTermDays !== undefined && { paymentTermDays }),
  };
  return { contractId, vendorId, contractVersion, ...price, ...dates, ...agreed };
}
