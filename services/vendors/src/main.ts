import { bootstrap } from '@steward/platform';
import { vendorsDatabase } from './storage/data-source';

void bootstrap('vendors', vendorsDatabase, async () => (await import('./vendors.module.js')).VendorsModule);
