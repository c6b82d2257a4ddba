import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { freezeQuarter } from './app/freeze-quarter';
import { publishAppraisal } from './app/publish-appraisal';
import { reviewStreaks } from './app/review-streaks';
import { AppraisalSubscriber } from './bus/appraisal.subscriber';
import { LeaksSubscriber } from './bus/leaks.subscriber';
import { DutiesSubscriber } from './bus/duties.subscriber';
import { AppealsController } from './http/appeals.controller';
import { AppraisalController } from './http/appraisal.controller';
import { BonusesController } from './http/bonuses.controller';
import { CalculatorsController } from './http/calculators.controller';
import { EvaluationController } from './http/evaluation.controller';
import { KpiSetsController } from './http/kpi-sets.controller';
import { ManifestsController } from './http/manifests.controller';
import { ProceduresController } from './http/procedures.controller';
import { RedLinesController } from './http/red-lines.controller';
import { appraisalPermissions } from './permissions';
import { appraisalProblemsZh } from './problems.zh';
import { schedule } from './schedule';
import { appraisalDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'appraisal',
      database: appraisalDatabase,
      permissions: appraisalPermissions,
      problemsZh: appraisalProblemsZh,
      timed: [freezeQuarter, publishAppraisal, reviewStreaks],
      schedule,
      controllers: [
        AppraisalController,
        ManifestsController,
        KpiSetsController,
        EvaluationController,
        BonusesController,
        RedLinesController,
        AppealsController,
        ProceduresController,
        CalculatorsController,
        AppraisalSubscriber,
        LeaksSubscriber,
        DutiesSubscriber,
      ],
    }),
  ],
})
export class AppraisalModule {}
