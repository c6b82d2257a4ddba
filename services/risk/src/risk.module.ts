import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { RiskSubscriber } from './bus/risk.subscriber';
import { RiskController } from './http/risk.controller';
import { riskPermissions } from './permissions';
import { riskProblemsZh } from './problems.zh';
import { schedule } from './schedule';
import { riskDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'risk',
      database: riskDatabase,
      permissions: riskPermissions,
      problemsZh: riskProblemsZh,
      schedule,
      controllers: [RiskController, RiskSubscriber],
    }),
  ],
})
export class RiskModule {}
