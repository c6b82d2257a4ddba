import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessagingModule, SystemClock, type Clock, type MessagingOptions } from '@steward/messaging';
import { LoggerModule } from 'nestjs-pino';
import type { DataSourceOptions } from 'typeorm';
import { BearerGuard, PERMISSIONS, type Permissions } from './auth';
import { BootCheck } from './boot-check';
import { ClockController } from './clock.controller';
import { readConfig, ServiceConfig } from './config';
import { CONNECTIONS } from './connections';
import { DrivenClock } from './driven-clock';
import { FileStore, FolderStore } from './files';
import { PdfPrinter } from './pdf-printer';
import { ParkedEventsController } from './parked-events.controller';
import { InputShape } from './input-shape';
import { Lifecycle, ProbesController } from './probes.controller';
import { PROBLEMS_ZH, ProblemFilter, type ProblemsZh } from './problem';
import { REQUEST_LOG, requestLog } from './request-log';

export type ServiceOptions = Pick<MessagingOptions, 'service'> &
  Partial<Pick<MessagingOptions, 'timed' | 'schedule'>> & {
    /** The service's DataSource options for a database url. */
    readonly database: (url: string) => DataSourceOptions;
    readonly permissions: Permissions;
    readonly problemsZh: ProblemsZh;
    /** Controllers, subscribers and other providers of the service. */
    readonly controllers: NonNullable<ModuleMetadata['controllers']>;
    readonly providers?: NonNullable<ModuleMetadata['providers']>;
  };

const PLATFORM_PERMISSIONS: Permissions = {
  'parked-events.read': ['platform-admin', 'auditor'],
  'parked-events.decide': ['platform-admin'],
  'clock.drive': ['platform-admin'],
};

/** All that a service is made of but its own rules: one module, the same for each. */
@Module({})
export class PlatformModule {
  static forService(options: ServiceOptions, env: NodeJS.ProcessEnv = process.env): DynamicModule {
    const config = readConfig(ServiceConfig, env);
    const clock = clockBy(config);
    const log = requestLog(options.service, config);
    const { service, database, timed = [], schedule = [] } = options;
    return {
      module: PlatformModule,
      imports: [
        LoggerModule.forRoot({ pinoHttp: { logger: log.logger }, forRoutes: [] }),
        TypeOrmModule.forRoot({
          ...database(config.DATABASE_URL),
          ...{ extra: CONNECTIONS, retryAttempts: 10, retryDelay: 500 },
        }),
        MessagingModule.forService(
          { service, timed, schedule, databaseUrl: config.DATABASE_URL, natsUrl: config.NATS_URL },
          clock,
        ),
        TerminusModule.forRoot({ logger: false }),
        DiscoveryModule,
      ],
      controllers: [
        ProbesController,
        ParkedEventsController,
        ...(config.CLOCK_FILE ? [ClockController] : []),
        ...options.controllers,
      ],
      providers: [
        { provide: ServiceConfig, useValue: config },
        { provide: REQUEST_LOG, useValue: log },
        { provide: PERMISSIONS, useValue: { ...PLATFORM_PERMISSIONS, ...options.permissions } },
        { provide: PROBLEMS_ZH, useValue: options.problemsZh },
        { provide: APP_GUARD, useClass: BearerGuard },
        { provide: APP_PIPE, useClass: InputShape },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: FileStore, useClass: FolderStore },
        PdfPrinter,
        BootCheck,
        Lifecycle,
        ...(options.providers ?? []),
      ],
    };
  }
}

/** Throws where a driver would set the time of a service in production. */
function clockBy({ CLOCK_FILE: file, STEWARD_PROFILE: profile }: ServiceConfig): Clock {
  if (file === undefined) return new SystemClock();
  if (profile === 'production') throw new Error('CLOCK_FILE is refused in production: time is real there.');
  return new DrivenClock(file);
}
