import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  appraisalPublished,
  depositReceived,
  depositRequired,
  importEnded,
  periodClosed,
  settlementAdjusted,
  settlementPosted,
  vendorRegistered,
  type AppraisalPublishedWire,
  type DepositReceivedWire,
  type DepositRequiredWire,
  type ImportEndedWire,
  type PeriodClosedWire,
  type SettlementAdjustedWire,
  type SettlementPostedWire,
  type VendorRegisteredWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordAppraisal } from '../app/record-appraisal';
import { recordDeposit } from '../app/record-deposit';
import { recordImport } from '../app/record-import';
import { recordPeriod } from '../app/record-period';
import { recordSettlement } from '../app/record-settlement';
import { recordVendor } from '../app/record-vendor';

@Controller()
export class ConsoleSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(vendorRegistered.type)
  @Permission('quarters.record-facts')
  vendorRegistered(@Payload() { vendorId, code, name }: VendorRegisteredWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordVendor, { vendorId, code, name }, asked);
  }

  @EventPattern(importEnded.type)
  @Permission('quarters.record-facts')
  importEnded(@Payload() { importId: _, ...ended }: ImportEndedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordImport, ended, asked);
  }

  @EventPattern(periodClosed.type)
  @Permission('quarters.record-facts')
  periodClosed(@Payload() { periodId: _, ...period }: PeriodClosedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordPeriod, period, asked);
  }

  @EventPattern(appraisalPublished.type)
  @Permission('quarters.record-facts')
  appraisalPublished(@Payload() published: AppraisalPublishedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, quarter, revision, score, onSite, closure, workOrders } = published;
    const appraisal = { contractId, vendorId, quarter, revision, score, onSite, closure, workOrders };
    return this.useCases.run(recordAppraisal, appraisal, asked);
  }

  @EventPattern(settlementPosted.type)
  @Permission('quarters.record-facts')
  settlementPosted(@Payload() posted: SettlementPostedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordSettlement, currentAmounts(posted), asked);
  }

  @EventPattern(settlementAdjusted.type)
  @Permission('quarters.record-facts')
  settlementAdjusted(@Payload() adjusted: SettlementAdjustedWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordSettlement, currentAmounts(adjusted), asked);
  }

  @EventPattern(depositRequired.type)
  @Permission('quarters.record-facts')
  depositRequired(
    @Payload() { contractId, vendorId, required }: DepositRequiredWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordDeposit, { contractId, vendorId, required }, asked);
  }

  @EventPattern(depositReceived.type)
  @Permission('quarters.record-facts')
  depositReceived(
    @Payload() { contractId, vendorId, balance }: DepositReceivedWire,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordDeposit, { contractId, vendorId, balance }, asked);
  }
}

/** Posted or adjusted: both say what the quarter comes to now. */
function currentAmounts(settled: SettlementPostedWire | SettlementAdjustedWire) {
  const { contractId, vendorId, quarter, appraisalRevision, base, pool, performancePay, total } = settled;
  return { contractId, vendorId, quarter, appraisalRevision, base, pool, performancePay, total };
}
