import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { confidentialityBreachConfirmed, type ConfidentialityBreachConfirmedWire } from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordLeak } from '../app/record-leak';

@Controller()
export class LeaksSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(confidentialityBreachConfirmed.type)
  @Permission('appraisals.record-facts')
  confidentialityBreachConfirmed(
    @Payload() told: ConfidentialityBreachConfirmedWire,
    @WhoAsks() asked: Asked,
  ) {
    const { confidentialityBreachId: redLineId, contractId, occurredOn, what: statement } = told;
    return this.useCases.run(recordLeak, { redLineId, contractId, occurredOn, statement }, asked);
  }
}
