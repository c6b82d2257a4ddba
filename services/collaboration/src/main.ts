import { bootstrap } from '@steward/platform';
import { collaborationDatabase } from './storage/data-source';

void bootstrap(
  'collaboration',
  collaborationDatabase,
  async () => (await import('./collaboration.module.js')).CollaborationModule,
);
