import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { ContractsSubscriber } from './bus/contracts.subscriber';
import { AmendmentsController } from './http/amendments.controller';
import { ChangeOrdersController } from './http/change-orders.controller';
import { ContractsController } from './http/contracts.controller';
import { DataCustodyController } from './http/data-custody.controller';
import { DisputesController } from './http/disputes.controller';
import { LifecycleController } from './http/lifecycle.controller';
import { ObligationsController } from './http/obligations.controller';
import { ReviewsController } from './http/reviews.controller';
import { TemplatesController } from './http/templates.controller';
import { contractsPermissions } from './permissions';
import { contractsProblemsZh } from './problems.zh';
import { schedule, timed } from './schedule';
import { contractsDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'contracts',
      database: contractsDatabase,
      permissions: contractsPermissions,
      problemsZh: contractsProblemsZh,
      schedule,
      timed,
      controllers: [
        ContractsController,
        AmendmentsController,
        DataCustodyController,
        DisputesController,
        LifecycleController,
        ObligationsController,
        ReviewsController,
        ChangeOrdersController,
        TemplatesController,
        ContractsSubscriber,
      ],
    }),
  ],
})
export class ContractsModule {}
