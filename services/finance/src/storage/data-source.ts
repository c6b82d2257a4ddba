import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { adjustments } from './adjustments';
import { deposits } from './deposits';
import { CreateDepositsAndLedger1764000000000 } from './migrations/1764000000000-create-deposits-and-ledger';
import { CreateSettlements1764000001000 } from './migrations/1764000001000-create-settlements';
import { AmendDeposits1764000002000 } from './migrations/1764000002000-amend-deposits';
import { CreateClaims1764000003000 } from './migrations/1764000003000-create-claims';
import { WidenChart1764000009000 } from './migrations/1764000009000-widen-chart';
import { HoldDeposits1764000010000 } from './migrations/1764000010000-hold-deposits';
import { AssessDamages1764000011000 } from './migrations/1764000011000-assess-damages';
import { ReleaseDeposits1764000012000 } from './migrations/1764000012000-release-deposits';
import { CreateServiceCredits1764000020000 } from './migrations/1764000020000-create-service-credits';
import { KeepPriceParts1764000020100 } from './migrations/1764000020100-keep-price-parts';
import { CreateStatements1764000020200 } from './migrations/1764000020200-create-statements';
import { IndexJournalByPosting1764000030000 } from './migrations/1764000030000-index-journal-by-posting';
import { ReconcileEscrow1764000050000 } from './migrations/1764000050000-reconcile-escrow';
import { KeepGuarantees1764000051000 } from './migrations/1764000051000-keep-guarantees';
import { CloseReleases1764000052000 } from './migrations/1764000052000-close-releases';
import { KeepCalendars1764000053000 } from './migrations/1764000053000-keep-calendars';
import { settlements } from './settlements';

/** The service's own database. The role in `url` decides: the owner migrates, finance_app serves. */
export const financeDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16,
  entities: [deposits, settlements, adjustments],
  migrations: [
    ...createMessaging('finance_app'),
    CreateDepositsAndLedger1764000000000,
    CreateSettlements1764000001000,
    AmendDeposits1764000002000,
    CreateClaims1764000003000,
    WidenChart1764000009000,
    HoldDeposits1764000010000,
    AssessDamages1764000011000,
    ReleaseDeposits1764000012000,
    CreateServiceCredits1764000020000,
    KeepPriceParts1764000020100,
    CreateStatements1764000020200,
    IndexJournalByPosting1764000030000,
    ReconcileEscrow1764000050000,
    KeepGuarantees1764000051000,
    CloseReleases1764000052000,
    KeepCalendars1764000053000,
  ],
});
