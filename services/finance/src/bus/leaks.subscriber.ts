import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { confidentialityBreachConfirmed, type ConfidentialityBreachConfirmedWire } from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { raiseLeakDamage } from '../app/raise-leak-damage';

@Controller()
export class LeaksSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(confidentialityBreachConfirmed.type)
  @Permission('finance.record-facts')
  confidentialityBreachConfirmed(
    @Payload() told: ConfidentialityBreachConfirmedWire,
    @WhoAsks() asked: Asked,
  ) {
    const { confidentialityBreachId: breachId, contractId, occurredOn, what, lossEstimate } = told;
    const leak = { breachId, contractId, occurredOn, description: what };
    return this.useCases.run(raiseLeakDamage, { ...leak, ...(lossEstimate && { lossEstimate }) }, asked);
  }
}
