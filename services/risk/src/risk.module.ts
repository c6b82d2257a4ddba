import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { RiskSubscriber } from './bus/risk.subscriber';
import { BreachesController } from './http/breaches.controller';
import { IncidentsController } from './http/incidents.controller';
import { MatricesController } from './http/matrices.controller';
import { ReadinessController } from './http/readiness.controller';
import { RiskController } from './http/risk.controller';
import { TreatmentsController } from './http/treatments.controller';
import { riskPermissions } from './permissions';
import { riskProblemsZh } from './problems.zh';
import { schedule, timed } from './schedule';
import { riskDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'risk',
      database: riskDatabase,
      permissions: riskPermissions,
      problemsZh: riskProblemsZh,
      schedule,
      timed,
      controllers: [
        RiskController,
        BreachesController,
        IncidentsController,
        MatricesController,
        ReadinessController,
        TreatmentsController,
        RiskSubscriber,
      ],
    }),
  ],
})
export class RiskModule {}
