import { bootstrap } from '@steward/platform';
import { appraisalDatabase } from './storage/data-source';

void bootstrap(
  'appraisal',
  appraisalDatabase,
  async () => (await import('./appraisal.module.js')).AppraisalModule,
);
