import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { BreachesSubscriber } from './bus/breaches.subscriber';
import { ContractEndsSubscriber } from './bus/contract-ends.subscriber';
import { DataCustodySubscriber } from './bus/data-custody.subscriber';
import { FinanceSubscriber } from './bus/finance.subscriber';
import { LeaksSubscriber } from './bus/leaks.subscriber';
import { Custodian, CustodianFolder } from './gateways/custodian';
import { InstructionSender } from './gateways/instruction-sender';
import { PostingsExport } from './gateways/postings-export';
import { ClaimsController } from './http/claims.controller';
import { CustodianController } from './http/custodian.controller';
import { DamagesController } from './http/damages.controller';
import { DepositReleasesController } from './http/deposit-releases.controller';
import { DepositReturnsController } from './http/deposit-returns.controller';
import { CalculatorsController } from './http/calculators.controller';
import { DepositsController } from './http/deposits.controller';
import { FinanceController } from './http/finance.controller';
import { GuaranteesController } from './http/guarantees.controller';
import { HoldsController } from './http/holds.controller';
import { PostingsExportController } from './http/postings-export.controller';
import { ServiceCreditsController } from './http/service-credits.controller';
import { SettlementsController } from './http/settlements.controller';
import { StatementsController } from './http/statements.controller';
import { financePermissions } from './permissions';
import { financeProblemsZh } from './problems.zh';
import { schedule, timed } from './schedule';
import { financeDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'finance',
      database: financeDatabase,
      permissions: financePermissions,
      problemsZh: financeProblemsZh,
      schedule,
      timed,
      providers: [PostingsExport, { provide: Custodian, useClass: CustodianFolder }, InstructionSender],
      controllers: [
        FinanceController,
        PostingsExportController,
        DepositsController,
        DepositReturnsController,
        DepositReleasesController,
        CustodianController,
        ContractEndsSubscriber,
        LeaksSubscriber,
        DataCustodySubscriber,
        HoldsController,
        GuaranteesController,
        DamagesController,
        SettlementsController,
        ServiceCreditsController,
        StatementsController,
        ClaimsController,
        CalculatorsController,
        FinanceSubscriber,
        BreachesSubscriber,
      ],
    }),
  ],
})
export class FinanceModule {}
