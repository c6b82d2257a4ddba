import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { missMeeting } from './app/miss-meeting';
import { CollaborationSubscriber } from './bus/collaboration.subscriber';
import { CollaborationController } from './http/collaboration.controller';
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
      timed: [missMeeting],
      schedule,
      controllers: [CollaborationController, CollaborationSubscriber],
    }),
  ],
})
export class CollaborationModule {}
