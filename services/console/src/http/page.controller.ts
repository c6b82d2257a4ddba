import { Controller, Get, Header, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Permission, PUBLIC } from '@steward/platform';
import { existsSync } from 'node:fs';
import { ConsoleConfig } from '../config';
import { pageFile, sendFile, type Reply } from './page-files';

/** Swagger UI, which shows an API for people. */
const SWAGGER_FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'];

@Controller()
export class PageController {
  constructor(private readonly config: ConsoleConfig) {}

  /**
   * The page with the quarter's table. It holds no data: what it shows it asks for with the reader's token.
   */
  @Get()
  @Permission(PUBLIC)
  @ApiExcludeEndpoint()
  page(@Res() reply: Reply): Promise<void> {
    return sendFile(reply, pageFile('index.html'), this.config.OIDC_ISSUER);
  }

  @Get('assets/:file')
  @Permission(PUBLIC)
  @ApiExcludeEndpoint()
  async asset(@Param('file') file: string, @Res() reply: Reply): Promise<void> {
    const isOurs = /^[a-z-]+\.(css|mjs|svg)$/.test(file) && existsSync(pageFile(file));
    if (!isOurs && !SWAGGER_FILES.includes(file)) throw new NotFoundException();
    const path = isOurs ? pageFile(file) : require.resolve(`swagger-ui-dist/${file}`);
    await sendFile(reply, path, this.config.OIDC_ISSUER);
  }

  /** Where and as which client the page signs in. */
  @Get('v1/client-config')
  @Permission(PUBLIC)
  @Header('cache-control', 'no-store')
  clientConfig() {
    return { issuer: this.config.OIDC_ISSUER, clientId: this.config.CONSOLE_CLIENT_ID };
  }
}
