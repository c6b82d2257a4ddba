import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { DraftMatrix, draftMatrix } from '../app/draft-matrix';
import { publishMatrix } from '../app/publish-matrix';
import { matricesPage, MatrixPage, matrixPreview, MatrixPreview } from '../storage/matrix-views';

/** The matrix is named by the path. */
class PreviewQuery extends OmitType(MatrixPreview, ['version']) {}

@Controller('v1/risk-matrices')
export class MatricesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the matrices, the newest first. Clause 4.1.2. */
  @Get()
  @Permission('risk.read')
  list(@Query() page: MatrixPage, @ActingAs() actor: Actor) {
    return this.useCases.read(matricesPage, page, actor);
  }

  /** Lists the risks that a matrix would band otherwise. D8 R3. */
  @Get(':version/preview')
  @Permission('risk.read')
  preview(@Param('version') version: string, @Query() page: PreviewQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(matrixPreview, { ...page, version: Number(version) }, actor);
  }

  /** Drafts the next matrix. Clause 4.1.2. */
  @Post()
  @Permission('risk.draft-matrix')
  draft(@Body() body: DraftMatrix, @WhoAsks() asked: Asked) {
    return this.useCases.run(draftMatrix, body, asked);
  }

  /** Publishes what another person drafted. D8 R3. */
  @Post(':version/publication')
  @Permission('risk.publish-matrix')
  publish(@Param('version') version: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(publishMatrix, { version: Number(version) }, asked);
  }
}
