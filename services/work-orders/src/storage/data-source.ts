import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { CreateWorkOrders1764000000000 } from './migrations/1764000000000-create-work-orders';
import { CreateMilestones1764000000500 } from './migrations/1764000000500-create-milestones';
import { RecordContracts1764000000700 } from './migrations/1764000000700-record-contracts';
import { CreateImports1764000001000 } from './migrations/1764000001000-create-imports';
import { SeeFactsByKey1764000002000 } from './migrations/1764000002000-see-facts-by-key';
import { WarnByClocks1764000003000 } from './migrations/1764000003000-warn-by-clocks';
import { TellWhereFactsComeFrom1764000004000 } from './migrations/1764000004000-tell-where-facts-come-from';
import { OverrideCapability1764000005000 } from './migrations/1764000005000-override-capability';
import { KeepOutages1764000005031 } from './migrations/1764000005031-keep-outages';
import { PlanWindows1764000005030 } from './migrations/1764000005030-plan-windows';
import { PublishYears1764000005033 } from './migrations/1764000005033-publish-years';
import { ReckonMonths1764000005032 } from './migrations/1764000005032-reckon-months';
import { OweReports1764000007000 } from './migrations/1764000007000-owe-reports';
import { RegisterSites1764000005040 } from './migrations/1764000005040-register-sites';
import { ProveArrivals1764000005041 } from './migrations/1764000005041-prove-arrivals';
import { KeepPositions1764000005042 } from './migrations/1764000005042-keep-positions';
import { LogResources1764000005043 } from './migrations/1764000005043-log-resources';
import { AskCustomers1764000005044 } from './migrations/1764000005044-ask-customers';
import { InspectAssets1764000005045 } from './migrations/1764000005045-inspect-assets';
import { ReviewScope1764000006000 } from './migrations/1764000006000-review-scope';
import { RecordContractStandings1764000006020 } from './migrations/1764000006020-record-contract-standings';
import { RecordBatches1764000008000 } from './migrations/1764000008000-record-batches';
import { RecountWhatChanged1764000009000 } from './migrations/1764000009000-recount-what-changed';
import { PromiseResponses1764000009010 } from './migrations/1764000009010-promise-responses';
import { MatchVendors1764000010010 } from './migrations/1764000010010-match-vendors';
import { OverrideMismatches1764000010020 } from './migrations/1764000010020-override-mismatches';
import { LinkRecurrences1764000010030 } from './migrations/1764000010030-link-recurrences';
import { TellOfPay1764000030020 } from './migrations/1764000030020-tell-of-pay';

/** The service's own database. The role in `url` decides: the owner migrates, work_orders_app serves. */
export const workOrdersDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16,
  entities: [],
  migrations: [
    ...createMessaging('work_orders_app'),
    CreateWorkOrders1764000000000,
    CreateMilestones1764000000500,
    RecordContracts1764000000700,
    CreateImports1764000001000,
    SeeFactsByKey1764000002000,
    WarnByClocks1764000003000,
    TellWhereFactsComeFrom1764000004000,
    OverrideCapability1764000005000,
    PlanWindows1764000005030,
    KeepOutages1764000005031,
    ReckonMonths1764000005032,
    PublishYears1764000005033,
    RegisterSites1764000005040,
    ProveArrivals1764000005041,
    KeepPositions1764000005042,
    LogResources1764000005043,
    AskCustomers1764000005044,
    InspectAssets1764000005045,
    ReviewScope1764000006000,
    RecordContractStandings1764000006020,
    OweReports1764000007000,
    RecordBatches1764000008000,
    RecountWhatChanged1764000009000,
    PromiseResponses1764000009010,
    MatchVendors1764000010010,
    OverrideMismatches1764000010020,
    LinkRecurrences1764000010030,
    TellOfPay1764000030020,
  ],
});
