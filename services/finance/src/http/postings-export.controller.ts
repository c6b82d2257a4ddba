import { Controller, Get, Headers, HttpStatus, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import { PostingsExport } from '../gateways/postings-export';
import { ExportQuery } from '../storage/posting-export-views';

type Reply = { header(name: string, value: string): Reply; code(status: number): Reply };

@Controller('v1')
export class PostingsExportController {
  constructor(private readonly postings: PostingsExport) {}

  /** Exports the postings of a period that has ended as CSV; its ETag is its bytes' SHA-256. D6. */
  @Get('postings.csv')
  @Permission('postings.export')
  @ApiProduces('text/csv')
  async csv(
    @Query() query: ExportQuery,
    @ActingAs() actor: Actor,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { hash, content } = await this.postings.open(query, actor);
    const etag = `"${hash}"`;
    reply.header('etag', etag);
    if (known === etag) {
      content.destroy();
      reply.code(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    const disposition = 'attachment; filename="postings.csv"';
    return new StreamableFile(content, { type: 'text/csv; charset=utf-8', disposition });
  }
}
