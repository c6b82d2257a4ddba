import { bootstrap } from '@steward/platform';
import { financeDatabase } from './storage/data-source';

void bootstrap('finance', financeDatabase, async () => (await import('./finance.module.js')).FinanceModule);
