import { bootstrap } from '@steward/platform';
import { riskDatabase } from './storage/data-source';

void bootstrap('risk', riskDatabase, async () => (await import('./risk.module.js')).RiskModule);
