import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { confirmLateFact } from '../app/confirm-late-fact';
import { RecordOfflineFact } from '../app/record-offline-fact';
import { RegisterDevice, registerDevice } from '../app/register-device';
import { revokeDevice } from '../app/revoke-device';
import { OfflineDevices } from '../gateways/offline-devices';
import { LateFactsPage, lateFactsPage } from '../storage/late-fact-views';

class OfflineFactBody extends OmitType(RecordOfflineFact, ['workOrderId']) {}

@Controller('v1')
export class OfflineFactsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly devices: OfflineDevices,
  ) {}

  /** Lets a vendor's device tell facts that it signs. Clause 3.2.1a. */
  @Post('devices')
  @Permission('devices.register')
  register(@Body() body: RegisterDevice, @WhoAsks() asked: Asked) {
    return this.useCases.run(registerDevice, body, asked);
  }

  /** What a lost device signs from now on does not count. */
  @Post('devices/:deviceId/revocation')
  @Permission('devices.register')
  revoke(@Param('deviceId') deviceId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(revokeDevice, { deviceId }, asked);
  }

  /** A fact that was signed without a network. Later than a day it waits for two persons. S12. */
  @Post('work-orders/:workOrderId/offline-facts')
  @Permission('work-orders.work')
  tell(@Param('workOrderId') workOrderId: string, @Body() body: OfflineFactBody, @WhoAsks() asked: Asked) {
    return this.devices.tell({ ...body, workOrderId }, asked);
  }

  /** Lists what was told too late and waits for two persons. */
  @Get('late-facts')
  @Permission('work-orders.read')
  waiting(@Query() page: LateFactsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(lateFactsPage, page, actor);
  }

  /** Confirms a fact that was told too late; with the second person it counts. S12. */
  @Post('late-facts/:lateFactId/confirmation')
  @Permission('late-facts.confirm')
  confirm(@Param('lateFactId') lateFactId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmLateFact, { lateFactId }, asked);
  }
}
