import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { CreateRisks1764000000000 } from './migrations/1764000000000-create-risks';
import { FeedRegister1764000001000 } from './migrations/1764000001000-feed-register';
import { AssessInFull1764000002000 } from './migrations/1764000002000-assess-in-full';
import { KeepConfidentialityBreaches1764000003000 } from './migrations/1764000003000-keep-confidentiality-breaches';
import { KeepReadiness1764000004000 } from './migrations/1764000004000-keep-readiness';
import { KeepIncidents1764000005000 } from './migrations/1764000005000-keep-incidents';
import { risks } from './risks';

/** The service's own database. The role in `url` decides: the owner migrates, risk_app serves. */
export const riskDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16,
  entities: [risks],
  migrations: [
    ...createMessaging('risk_app'),
    CreateRisks1764000000000,
    FeedRegister1764000001000,
    AssessInFull1764000002000,
    KeepConfidentialityBreaches1764000003000,
    KeepReadiness1764000004000,
    KeepIncidents1764000005000,
  ],
});
