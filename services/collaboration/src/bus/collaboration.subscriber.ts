import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  contractActivated,
  contractAmended,
  contractSigned,
  milestoneDecided,
  milestoneDecidedV2,
  type ContractActivatedWire,
  type ContractAmendedWire,
  type ContractSignedWire,
  type MilestoneDecidedV2Wire,
} from '@steward/events';
import { EventContext, UseCases, type Asked } from '@steward/messaging';
import { Permission, WhoAsks } from '@steward/platform';
import { recordContract } from '../app/record-contract';
import { recordMilestone } from '../app/record-milestone';

@Controller()
export class CollaborationSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractSigned.type)
  @Permission('collaboration.record-facts')
  contractSigned(@Payload() told: ContractSignedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, code, startOn, endOn } = told;
    return this.useCases.run(recordContract, { contractId, vendorId, code, startOn, endOn }, asked);
  }

  @EventPattern(contractActivated.type)
  @Permission('collaboration.record-facts')
  contractActivated(@Payload() told: ContractActivatedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, code, startOn, endOn, workingTime } = told;
    const { timezone } = workingTime;
    return this.useCases.run(recordContract, { contractId, vendorId, code, startOn, endOn, timezone }, asked);
  }

  @EventPattern(contractAmended.type)
  @Permission('collaboration.record-facts')
  contractAmended(@Payload() told: ContractAmendedWire, @WhoAsks() asked: Asked) {
    const { contractId, vendorId, code, startOn, endOn, workingTime } = told;
    const { timezone } = workingTime;
    return this.useCases.run(recordContract, { contractId, vendorId, code, startOn, endOn, timezone }, asked);
  }

  @EventPattern([milestoneDecided.type, milestoneDecidedV2.type])
  @Permission('collaboration.record-facts')
  milestoneDecided(
    @Payload() told: MilestoneDecidedV2Wire,
    @Ctx() { event }: EventContext,
    @WhoAsks() asked: Asked,
  ) {
    const { milestoneId, workOrderId, contractId, vendorId, kind, severity, verdict, decidedAt } = told;
    const milestone = { milestoneId, workOrderId, contractId, vendorId, kind, severity, verdict, decidedAt };
    return this.useCases.run(recordMilestone, { ...milestone, version: event.version }, asked);
  }
}
