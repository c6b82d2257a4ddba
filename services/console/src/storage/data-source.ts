import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { CreateQuarters1764000000000 } from './migrations/1764000000000-create-quarters';
import { DateClosings1764000001000 } from './migrations/1764000001000-date-closings';

/** The service's own database. The role in `url` decides: the owner migrates, console_app serves. */
export const consoleDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16,
  migrations: [...createMessaging('console_app'), CreateQuarters1764000000000, DateClosings1764000001000],
});
