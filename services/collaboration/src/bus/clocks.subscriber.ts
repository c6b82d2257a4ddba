import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { clockWarned, type Wire } from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { suggestConsultation } from '../app/suggest-consultation';

@Controller()
export class ClocksSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(clockWarned.type)
  @Permission('collaboration.record-facts')
  clockWarned(@Payload() told: Wire<typeof clockWarned>, @WhoAsks() asked: Asked) {
    const { workOrderId, contractId, vendorId, severity, percent, kind } = told;
    if (kind !== 'CLOSURE') return null;
    const clock = { workOrderId, contractId, vendorId, severity, percent };
    return this.useCases.run(suggestConsultation, clock, asked);
  }
}
