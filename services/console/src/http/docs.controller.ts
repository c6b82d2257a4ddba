import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Permission, PUBLIC } from '@steward/platform';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleConfig } from '../config';
import { pageFile, sendFile, type Reply } from './page-files';

/** What `npm run docs:api` wrote. */
const document = (file: string): string => join(__dirname, '../../../../docs/api', file);

/** The documents of all APIs and events, and pages to read them. They hold no data. */
@Controller('docs')
@ApiExcludeController()
export class DocsController {
  constructor(private readonly config: ConsoleConfig) {}

  @Get()
  @Permission(PUBLIC)
  index(@Res() reply: Reply): Promise<void> {
    return sendFile(reply, pageFile('docs.html'), this.config.OIDC_ISSUER);
  }

  /** A document by its file's name, the page of the events, or that of a service's API by its name. */
  @Get(':name')
  @Permission(PUBLIC)
  read(@Param('name') name: string, @Res() reply: Reply): Promise<void> {
    return sendFile(reply, fileOf(name), this.config.OIDC_ISSUER);
  }
}

/** Throws NotFoundException where there is nothing of that name. */
function fileOf(name: string): string {
  if (name === 'events') return pageFile('docs-events.html');
  const isDocument = /^[a-z-]+\.(openapi|asyncapi)\.json$/.test(name);
  if (isDocument && existsSync(document(name))) return document(name);
  const isService = /^[a-z-]+$/.test(name) && existsSync(document(`${name}.openapi.json`));
  if (isService) return pageFile('docs-api.html');
  throw new NotFoundException();
}
