import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  riskAssessed,
  riskClosed,
  riskIdentified,
  riskReopened,
  type RiskIdentifiedWire,
} from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordRisk } from '../app/record-risk';
import { strikeRisk } from '../app/strike-risk';

@Controller()
export class RisksSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern([riskIdentified.type, riskReopened.type, riskAssessed.type])
  @Permission('collaboration.record-facts')
  riskOpen(@Payload() told: RiskIdentifiedWire, @WhoAsks() asked: Asked) {
    const { riskId, vendorId, contractId, category, band } = told;
    return this.useCases.run(recordRisk, { riskId, vendorId, contractId, category, band }, asked);
  }

  @EventPattern(riskClosed.type)
  @Permission('collaboration.record-facts')
  riskClosed(@Payload() { riskId }: { readonly riskId: string }, @WhoAsks() asked: Asked) {
    return this.useCases.run(strikeRisk, { riskId }, asked);
  }
}
