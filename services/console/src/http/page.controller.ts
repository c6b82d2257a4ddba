import { Controller, Get, Header, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Permission, PUBLIC } from '@steward/platform';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ConsoleConfig } from '../config';

type Reply = { headers(headers: Record<string, string>): Reply; send(body: Buffer): unknown };

/** The page's files lie beside `src` and `dist` alike. */
const FOLDER = join(__dirname, '../../public');
const FILES = ['console.css', 'console.mjs', 'icon.svg', 'money.mjs', 'sign-in.mjs', 'words.mjs'];
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

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
    return this.sendFile('index.html', reply);
  }

  @Get('assets/:file')
  @Permission(PUBLIC)
  @ApiExcludeEndpoint()
  async asset(@Param('file') file: string, @Res() reply: Reply): Promise<void> {
    if (!FILES.includes(file)) throw new NotFoundException();
    await this.sendFile(file, reply);
  }

  /** Where and as which client the page signs in. */
  @Get('v1/client-config')
  @Permission(PUBLIC)
  @Header('cache-control', 'no-store')
  clientConfig() {
    return { issuer: this.config.OIDC_ISSUER, clientId: this.config.CONSOLE_CLIENT_ID };
  }

  private async sendFile(file: string, reply: Reply): Promise<void> {
    const { origin } = new URL(this.config.OIDC_ISSUER);
    const policy = [
      ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'"],
      ...[`connect-src 'self' ${origin}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
    ];
    reply
      .headers({
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': 'no-cache',
        'content-security-policy': policy.join('; '),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      .send(await readFile(join(FOLDER, file)));
  }
}
