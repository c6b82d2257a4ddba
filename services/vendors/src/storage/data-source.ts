import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { capabilityTests } from './capability-tests';
import { classifications } from './classifications';
import { complianceChecks } from './compliance-checks';
import { evidence } from './evidence';
import { CreateVendors1764000000000 } from './migrations/1764000000000-create-vendors';
import { WatchQualifications1764000001000 } from './migrations/1764000001000-watch-qualifications';
import { ActOnProcedures1764000003000 } from './migrations/1764000003000-act-on-procedures';
import { CreateExits1764000002000 } from './migrations/1764000002000-create-exits';
import { WaiveGates1764000004000 } from './migrations/1764000004000-waive-gates';
import { KeepPersonnel1764000005000 } from './migrations/1764000005000-keep-personnel';
import { EntitleTiers1764000006000 } from './migrations/1764000006000-entitle-tiers';
import { vendors } from './vendors';

/** The service's own database. The role in `url` decides: the owner migrates, vendors_app serves. */
export const vendorsDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16,
  entities: [vendors, evidence, capabilityTests, complianceChecks, classifications],
  migrations: [
    ...createMessaging('vendors_app'),
    CreateVendors1764000000000,
    WatchQualifications1764000001000,
    CreateExits1764000002000,
    ActOnProcedures1764000003000,
    WaiveGates1764000004000,
    KeepPersonnel1764000005000,
    EntitleTiers1764000006000,
  ],
});
