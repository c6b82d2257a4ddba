import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { missMeeting } from './app/miss-meeting';
import { passActionDue } from './app/pass-action-due';
import { passAnswerDue } from './app/pass-answer-due';
import { CollaborationSubscriber } from './bus/collaboration.subscriber';
import { RisksSubscriber } from './bus/risks.subscriber';
import { ClocksSubscriber } from './bus/clocks.subscriber';
import { VendorsSubscriber } from './bus/vendors.subscriber';
import { CollaborationController } from './http/collaboration.controller';
import { MinutesController } from './http/minutes.controller';
import { KnowledgeController } from './http/knowledge.controller';
import { ExpertsController } from './http/experts.controller';
import { CoursesController } from './http/courses.controller';
import { OfficeController } from './http/office.controller';
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
      timed: [passAnswerDue, missMeeting, passActionDue],
      schedule,
      controllers: [
        OfficeController,
        VendorsSubscriber,
        CoursesController,
        ClocksSubscriber,
        ExpertsController,
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
