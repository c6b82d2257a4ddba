import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { FinanceSubscriber } from './bus/finance.subscriber';
import { DepositsController } from './http/deposits.controller';
import { FinanceController } from './http/finance.controller';
import { SettlementsController } from './http/settlements.controller';
import { financePermissions } from './permissions';
import { financeProblemsZh } from './problems.zh';
import { schedule } from './schedule';
import { financeDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'finance',
      database: financeDatabase,
      permissions: financePermissions,
      problemsZh: financeProblemsZh,
      schedule,
      controllers: [FinanceController, DepositsController, SettlementsController, FinanceSubscriber],
    }),
  ],
})
export class FinanceModule {}
