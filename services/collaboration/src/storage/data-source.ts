import { createMessaging } from '@steward/messaging';
import type { DataSourceOptions } from 'typeorm';
import { meetings } from './meetings';
import { CreateCollaboration1764000000000 } from './migrations/1764000000000-create-collaboration';
import { ConfirmMinutes1764000002000 } from './migrations/1764000002000-confirm-minutes';
import { ShareKnowledge1764000003000 } from './migrations/1764000003000-share-knowledge';
import { AskExperts1764000004000 } from './migrations/1764000004000-ask-experts';
import { ShareTraining1764000005000 } from './migrations/1764000005000-share-training';
import { StaffOffice1764000006000 } from './migrations/1764000006000-staff-office';
import { TalkAboutResponses1764000001000 } from './migrations/1764000001000-talk-about-responses';

/** The service's own database. The role in `url` decides: the owner migrates, collaboration_app serves. */
export const collaborationDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: 16,
  entities: [meetings],
  migrations: [
    ...createMessaging('collaboration_app'),
    CreateCollaboration1764000000000,
    TalkAboutResponses1764000001000,
    ConfirmMinutes1764000002000,
    ShareKnowledge1764000003000,
    AskExperts1764000004000,
    ShareTraining1764000005000,
    StaffOffice1764000006000,
  ],
});
