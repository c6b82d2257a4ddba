import { Module } from '@nestjs/common';
import { PlatformModule, readConfig } from '@steward/platform';
import { ConsoleSubscriber } from './bus/console.subscriber';
import { ConsoleConfig } from './config';
import { DocsController } from './http/docs.controller';
import { PageController } from './http/page.controller';
import { ProxyController } from './http/proxy.controller';
import { QuartersController } from './http/quarters.controller';
import { UnreadBodies } from './http/unread-bodies';
import { consolePermissions } from './permissions';
import { consoleProblemsZh } from './problems.zh';
import { schedule } from './schedule';
import { consoleDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'console',
      database: consoleDatabase,
      permissions: consolePermissions,
      problemsZh: consoleProblemsZh,
      schedule,
      controllers: [PageController, DocsController, QuartersController, ProxyController, ConsoleSubscriber],
      providers: [
        { provide: ConsoleConfig, useFactory: () => readConfig(ConsoleConfig, process.env) },
        UnreadBodies,
      ],
    }),
  ],
})
export class ConsoleModule {}
