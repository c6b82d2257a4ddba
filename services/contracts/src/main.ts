import { bootstrap } from '@steward/platform';
import { contractsDatabase } from './storage/data-source';

void bootstrap(
  'contracts',
  contractsDatabase,
  async () => (await import('./contracts.module.js')).ContractsModule,
);
