import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, FileStore, Permission, WhoAsks } from '@steward/platform';
import { Readable } from 'node:stream';
import { StartImport, startImport } from '../app/start-import';
import { ImportRunner } from '../gateways/import-runner';
import { oneImport, RefusalsPage, refusalsPage } from '../storage/import-views';

class RefusalsQuery extends OmitType(RefusalsPage, ['importId']) {}

@Controller('v1')
export class ImportsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly files: FileStore,
    private readonly runner: ImportRunner,
  ) {}

  /** Takes an export in, plain or gzipped, at most 64 MiB. The same file twice is one file. */
  @Post('files')
  @Permission('imports.run')
  @ApiConsumes('text/csv', 'application/gzip')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  upload(@Body() content: Readable) {
    return this.files.put(content);
  }

  /** Starts the import of an uploaded file. Clause 3.2.1a: its records are of evidence grade C. */
  @Post('imports')
  @Permission('imports.run')
  async start(@Body() body: StartImport, @WhoAsks() asked: Asked) {
    const answer = await this.useCases.run(startImport, body, asked);
    this.runner.wake();
    return answer;
  }

  /** Tells how far an import is. */
  @Get('imports/:importId')
  @Permission('imports.read')
  one(@Param('importId') importId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneImport, { importId }, actor);
  }

  /** Lists the rows that were refused, with line and reason. */
  @Get('imports/:importId/refusals')
  @Permission('imports.read')
  refusals(@Param('importId') importId: string, @Query() page: RefusalsQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(refusalsPage, { ...page, importId }, actor);
  }
}
