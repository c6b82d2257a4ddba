import { Catch, Controller, Inject } from '@nestjs/common';
import type { ExceptionFilter, INestApplication, Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { contractApproved } from '@steward/events';
import { IsIn, IsUUID } from 'class-validator';
import { headers as newHeaders, type JetStreamClient } from 'nats';
import { throwError } from 'rxjs';
import type { DataSourceOptions, MigrationInterface, QueryRunner } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import { Clock, createMessaging, JetStreamServer, MessagingModule, useCase, UseCases } from '.';
import type { EventContext, MessagingOptions } from '.';
import { headersOf } from './cloud-event';

const DISCIPLINES = ['LEGAL', 'FINANCE', 'TECHNICAL'] as const;
type Discipline = (typeof DISCIPLINES)[number];

class CreateJournal1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, replica text NOT NULL,
        event_id text NOT NULL, aggregate_id uuid NOT NULL, version bigint NOT NULL, discipline text NOT NULL);
      GRANT SELECT, INSERT ON journal TO journal_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** The smallest service: it approves contracts, and it keeps a journal of approvals. */
export const journalDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  migrations: [...createMessaging('journal_app'), CreateJournal1763900000001],
});

export class ApproveContract {
  @IsUUID() contractId!: string;
  @IsIn(DISCIPLINES) discipline!: Discipline;
}
/** A command that announces one fact. */
export const approveContract = useCase(ApproveContract, async (tx, { contractId, discipline }) => {
  tx.publish([contractApproved({ contractId, discipline, approvedAt: tx.now })]);
  return { contractId, by: tx.by };
});

class RecordApproval {
  @IsUUID() contractId!: string;
  @IsIn(DISCIPLINES) discipline!: Discipline;
}

/** Called by the subscriber before it writes; throws to make an event fail. */
export type OnApproval = (context: EventContext) => void | Promise<void>;
const REPLICA = Symbol('replica');
type Replica = { readonly name: string; readonly onApproval: OnApproval };

@Controller()
class JournalSubscriber {
  constructor(
    private readonly useCases: UseCases,
    @Inject(REPLICA) private readonly replica: Replica,
  ) {}

  @EventPattern(contractApproved.type)
  async approved(@Payload() { contractId, discipline }: RecordApproval, @Ctx() context: EventContext) {
    const { event, unit } = context;
    await this.replica.onApproval(context);
    const record = useCase(RecordApproval, async ({ manager }, input) => {
      await manager.query(
        `INSERT INTO journal (replica, event_id, aggregate_id, version, discipline) VALUES ($1, $2, $3, $4, $5)`,
        [this.replica.name, event.eventId, input.contractId, event.version, input.discipline],
      );
      return {};
    });
    const asked = { actor: 'service', by: 'service:contracts', key: event.eventId, unit } as const;
    return this.useCases.run(record, { contractId, discipline }, asked);
  }
}

/** As the platform's filter does it: the transport gets the handler's own error. */
@Catch()
class OwnErrors implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

export type Journal = { readonly app: INestApplication; readonly useCases: UseCases; stop(): Promise<void> };

/** Starts one replica of the service in this process. */
export async function startJournal({
  name = 'one',
  onApproval = () => undefined,
  clock,
  timed = [],
  schedule = [],
  controllers = [JournalSubscriber],
  ...others
}: {
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly name?: string;
  readonly onApproval?: OnApproval;
  readonly clock?: Clock;
  readonly controllers?: Type<unknown>[];
} & Partial<Pick<MessagingOptions, 'timed' | 'schedule' | 'sweepEverySeconds'>>): Promise<Journal> {
  const building = Test.createTestingModule({
    imports: [
      TypeOrmModule.forRoot({
        ...journalDatabase(others.databaseUrl),
        ...{ extra: { pipeline: true }, retryAttempts: 0 },
      }),
      MessagingModule.forService({ service: 'journal', ...others, timed, schedule }),
    ],
    controllers,
    providers: [
      { provide: APP_FILTER, useClass: OwnErrors },
      { provide: REPLICA, useValue: { name, onApproval } satisfies Replica },
    ],
  });
  if (clock) building.overrideProvider(Clock).useValue(clock);
  const module = await building.compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: false });
  app.connectMicroservice({ strategy: app.get(JetStreamServer) }, { inheritAppConfig: true });
  try {
    await app.startAllMicroservices();
    await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, useCases: app.get(UseCases), stop: () => app.close() };
}

export type Approval = {
  readonly contractId: string;
  readonly version: number;
  readonly discipline?: string;
  /** Default: the one id of this contract's version. */
  readonly eventId?: string;
};

/** Publishes an approval as the contracts service's relay would. */
export async function publishApproval(jetStream: JetStreamClient, approval: Approval): Promise<string> {
  const { contractId, version, discipline = 'LEGAL', eventId = idOf(approval) } = approval;
  const approvedAt = '2026-03-02T01:00:00.000Z';
  const headers = headersOf({
    id: eventId,
    type: contractApproved.type,
    stream: 'CONTRACTS',
    aggregateId: contractId,
    version: String(version),
    data: '',
    occurredAt: new Date(approvedAt),
    recordedAt: new Date(approvedAt),
    trace: null,
    epoch: 1,
    republishedIn: null,
  });
  const data = Buffer.from(JSON.stringify({ contractId, discipline, approvedAt }));
  await jetStream.publish(contractApproved.type, data, { headers, msgID: eventId });
  return eventId;
}

/** Publishes what is no CloudEvent. */
export async function publishGarbage(jetStream: JetStreamClient, ceId: string): Promise<void> {
  const headers = newHeaders();
  headers.set('ce-id', ceId);
  await jetStream.publish(contractApproved.type, Buffer.from([0, 255]), { headers });
}

export const idOf = ({ contractId, version }: Pick<Approval, 'contractId' | 'version'>): string =>
  uuidv5(`${version}`, contractId);
