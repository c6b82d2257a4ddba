import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vendorClassified, type VendorClassifiedWire } from '@steward/events';
import { UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordTier } from '../app/record-tier';

@Controller()
export class VendorsSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(vendorClassified.type)
  @Permission('collaboration.record-facts')
  vendorClassified(@Payload() told: VendorClassifiedWire, @WhoAsks() asked: Asked) {
    const { vendorId, tier, effectiveOn } = told;
    return this.useCases.run(recordTier, { vendorId, tier, effectiveOn }, asked);
  }
}
