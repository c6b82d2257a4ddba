import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { missMeeting } from './app/miss-meeting';
import { passActionDue } from './app/pass-action-due';
import { CollaborationSubscriber } from './bus/collaboration.subscriber';
import { RisksSubscriber } from './bus/risks.subscriber';
import { CollaborationController } from './http/collaboration.controller';
import { MinutesController } from './http/minutes.controller';
import { KnowledgeController } from './http/knowledge.controller';
import { collaborationPermissions } from './permissions';
import { collaborationProblemsZh } from './problems.zh';
import { schedule } from './schedule';
import { collaborationDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'collaboration',
      database: collaborationDatabase,
      permissions: collaborationPermissions,
      problemsZh: collaborationProblemsZh,
      timed: [missMeeting, passActionDue],
      schedule,
      controllers: [
        KnowledgeController,
        CollaborationController,
        MinutesController,
        CollaborationSubscriber,
        RisksSubscriber,
      ],
    }),
  ],
})
export class CollaborationModule {}
