import { bootstrap } from '@steward/platform';
import { workOrdersDatabase } from './storage/data-source';

void bootstrap(
  'work-orders',
  workOrdersDatabase,
  async () => (await import('./work-orders.module.js')).WorkOrdersModule,
);
