import { Body, Controller, Get, Inject, Module, Param, Post, StreamableFile } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ensure, NotFound } from '@steward/domain';
import { contractApproved } from '@steward/events';
import { createMessaging, Page, useCase, UseCases, view, type Actor, type Asked } from '@steward/messaging';
import { Type as As } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { Readable } from 'node:stream';
import {
  DataSource,
  EntityManager,
  type DataSourceOptions,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';
import { ActingAs, ENTERPRISE, Permission, WhoAsks, type Permissions } from './auth';
import { startService, stopService } from './bootstrap';
import { FileStore } from './files';
import { PlatformModule } from './platform.module';
import { ProblemException } from './problem';

class CreateNotes1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notes (note_id uuid PRIMARY KEY, vendor_id text NOT NULL, text text NOT NULL);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_actor ON notes USING (
        current_setting('app.actor', true) IN ('enterprise', 'service', 'vendor:' || vendor_id));
      GRANT SELECT, INSERT ON notes TO notes_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** The smallest service: people write notes about vendors. */
export const notesDatabase = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  migrations: [...createMessaging('notes_app'), CreateNotes1763900000001],
});

class Mark {
  @IsInt() page!: number;
}
class WriteNote {
  @IsUUID() noteId!: string;
  @Matches(/^[a-z0-9-]+$/) vendorId!: string;
  @IsString() @Length(1, 100) text!: string;
  @IsOptional() @ValidateNested() @As(() => Mark) mark?: Mark;
}
const writeNote = useCase(WriteNote, async ({ manager, by }, { noteId, vendorId, text }) => {
  const values = [noteId, vendorId, text];
  await manager.query('INSERT INTO notes (note_id, vendor_id, text) VALUES ($1, $2, $3)', values);
  return { noteId, by };
});

class OneNote {
  @IsUUID() noteId!: string;
}
const oneNote = view(OneNote, async ({ manager }, { noteId }) => {
  const [note] = await manager.query<{ text: string }[]>('SELECT text FROM notes WHERE note_id = $1', [
    noteId,
  ]);
  if (!note) throw new NotFound('note', noteId);
  return note;
});
const notesPage = view(Page, ({ manager }, { limit }) =>
  manager.query<{ text: string }[]>('SELECT text FROM notes ORDER BY note_id LIMIT $1', [limit]),
);
const closeNote = useCase(OneNote, async (_, { noteId }) => {
  ensure(false, 'note.closed', `Note ${noteId} is closed already.`);
  return {};
});

/** What happens when a request is to take long. */
export const SLOWLY = Symbol('slowly');

@Controller('v1/notes')
class NotesController {
  constructor(
    private readonly useCases: UseCases,
    private readonly dataSource: DataSource,
    @Inject(SLOWLY) private readonly slowly: () => Promise<string>,
  ) {}

  @Get()
  @Permission('notes.read')
  list(@ActingAs() actor: Actor) {
    return this.useCases.read(notesPage, { limit: 50 }, actor);
  }

  @Get(':noteId')
  @Permission('notes.read')
  one(@Param('noteId') noteId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneNote, { noteId }, actor);
  }

  @Post()
  @Permission('notes.write')
  write(@Body() body: WriteNote, @WhoAsks() asked: Asked) {
    return this.useCases.run(writeNote, body, asked);
  }

  @Post(':noteId/closure')
  @Permission('notes.write')
  close(@Param('noteId') noteId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(closeNote, { noteId }, asked);
  }

  @Get('failures/:kind')
  @Permission('notes.read')
  async fail(@Param('kind') kind: string) {
    if (kind === 'slow') return { text: await this.slowly() };
    if (kind === 'known') throw new ProblemException(418, 'note.teapot', 'This is a teapot.');
    if (kind === 'away') throw new ProblemException(502, 'note.away', 'The paper mill does not answer.');
    if (kind === 'cut') return this.dataSource.query('SELECT pg_terminate_backend(pg_backend_pid())');
    if (kind === 'cut-between') return this.dataSource.transaction((manager) => this.cut(manager));
    if (kind === 'sql') return this.dataSource.query('SELECT 1 / length($1)', ['confidential', 'surplus']);
    throw new Error('the password is hunter2');
  }

  /** Asks once more after the connection was lost between two statements. */
  private async cut(manager: EntityManager) {
    const [{ pid }] = await manager.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
    await this.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
    while (!manager.queryRunner!.isReleased) await new Promise((resolve) => setImmediate(resolve));
    return manager.query('SELECT 1');
  }
}

@Controller('v1/files')
class FilesController {
  constructor(private readonly files: FileStore) {}

  @Post()
  @Permission('notes.write')
  upload(@Body() content: Readable) {
    return this.files.put(content);
  }

  @Get(':fileId')
  @Permission('notes.read')
  async download(@Param('fileId') fileId: string) {
    return new StreamableFile(await this.files.open(fileId));
  }
}

class ApprovalWire {
  contractId!: string;
}

@Controller()
class NotesSubscriber {
  constructor(private readonly useCases: UseCases) {}

  @EventPattern(contractApproved.type)
  @Permission('notes.record-facts')
  approved(@Payload() { contractId }: ApprovalWire, @WhoAsks() asked: Asked) {
    return this.useCases.run(writeNote, { noteId: contractId, vendorId: 'none', text: 'approved' }, asked);
  }
}

const PERMISSIONS: Permissions = {
  'notes.read': [...ENTERPRISE, 'vendor'],
  'notes.write': ['vendor-manager', 'vendor'],
  'notes.record-facts': ['service'],
  'notes.burn': [],
};

/** One replica of the service in this process. `env` is its whole environment. */
export async function startNotes({
  env,
  controllers = [],
  slowly = async () => 'at last',
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly controllers?: readonly Type<unknown>[];
  readonly slowly?: () => Promise<string>;
}) {
  const platform = PlatformModule.forService(
    {
      service: 'notes',
      database: (url) => ({ ...notesDatabase(url), migrations: [] }),
      permissions: PERMISSIONS,
      problemsZh: { 'note.not-found': '没有这条记录。', 'note.closed': '该记录已关闭。' },
      controllers: [NotesController, FilesController, NotesSubscriber, ...controllers],
      providers: [{ provide: SLOWLY, useValue: slowly }],
    },
    { SERVICE_PORT: '0', LOG_LEVEL: 'silent', ...env },
  );
  @Module({ imports: [platform] })
  class NotesModule {}
  const app = await startService('notes', NotesModule);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { app, url, stop: (patienceMs?: number) => stopService(app, patienceMs) };
}
export type Notes = Awaited<ReturnType<typeof startNotes>>;

/** A problem as callers read it. */
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly traceId: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

/** Fetches and reads JSON: whatever a service answers but a stored file. */
export async function fetchJson<Body = ProblemBody>(url: string, init: RequestInit = {}) {
  const answer = await fetch(url, init);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
}
