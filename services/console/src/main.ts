import { bootstrap } from '@steward/platform';
import { consoleDatabase } from './storage/data-source';

void bootstrap('console', consoleDatabase, async () => (await import('./console.module.js')).ConsoleModule);
