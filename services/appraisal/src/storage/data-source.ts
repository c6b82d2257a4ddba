import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { appraisals } from './appraisals';
import { CreateAppraisal1764000000000 } from './migrations/1764000000000-create-appraisal';
import { CountMilestones1764000000001 } from './migrations/1764000000001-count-milestones';
import { MeasureMore1764000001000 } from './migrations/1764000001000-measure-more';
import { PublishKpiSets1764000002000 } from './migrations/1764000002000-publish-kpi-sets';
import { KeepEvidence1764000003000 } from './migrations/1764000003000-keep-evidence';
import { DecideProcedures1764000004000 } from './migrations/1764000004000-decide-procedures';
import { procedures } from './procedures';
import { quarters } from './quarters';

/** The service's own database. The role in `url` decides: the owner migrates, appraisal_app serves. */
export const appraisalDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16, // 32 were no faster
  entities: [appraisals, procedures, quarters],
  migrations: [
    ...createMessaging('appraisal_app'),
    CreateAppraisal1764000000000,
    CountMilestones1764000000001,
    MeasureMore1764000001000,
    PublishKpiSets1764000002000,
    KeepEvidence1764000003000,
    DecideProcedures1764000004000,
  ],
});
