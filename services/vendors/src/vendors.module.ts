import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { VendorsSubscriber } from './bus/vendors.subscriber';
import { ExitsController } from './http/exits.controller';
import { PersonnelController } from './http/personnel.controller';
import { VendorsController } from './http/vendors.controller';
import { vendorsPermissions } from './permissions';
import { vendorsProblemsZh } from './problems.zh';
import { schedule, timed } from './schedule';
import { vendorsDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'vendors',
      database: vendorsDatabase,
      permissions: vendorsPermissions,
      problemsZh: vendorsProblemsZh,
      schedule,
      timed,
      controllers: [VendorsController, ExitsController, PersonnelController, VendorsSubscriber],
    }),
  ],
})
export class VendorsModule {}
