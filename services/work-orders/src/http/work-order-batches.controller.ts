import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, OmitType } from '@nestjs/swagger';
import { Clock, UseCases, type Actor, type Asked } from '@steward/messaging';
import {
  ActingAs,
  attached,
  FileStore,
  Permission,
  prefersChinese,
  PROBLEMS_ZH,
  WhoAsks,
  type ProblemsZh,
} from '@steward/platform';
import { Readable } from 'node:stream';
import { applyWorkOrderBatch, batchToApply } from '../app/apply-work-order-batch';
import { UndoWorkOrderBatch, undoWorkOrderBatch } from '../app/undo-work-order-batch';
import { readBatch } from '../gateways/batch-reader';
import { XLSX } from '../gateways/batch-words';
import { batchTemplate, markedBatch } from '../gateways/batch-writer';
import {
  batchLimit,
  batchToCheck,
  checkWorkOrderBatch,
  oneWorkOrderBatch,
  WorkOrderBatchesPage,
  workOrderBatchesPage,
} from '../storage/work-order-batch-views';

class UndoBody extends OmitType(UndoWorkOrderBatch, ['batchId']) {}
type Told = Readonly<Record<string, string | undefined>>;
const languageOf = (headers: Told) => (prefersChinese(headers['accept-language'] ?? '') ? 'zh' : 'en');

/** Work orders recorded after the fact from Excel workbooks. Clause 3.2.1a. */
@Controller('v1/work-order-batches')
export class WorkOrderBatchesController {
  constructor(
    private readonly useCases: UseCases,
    private readonly files: FileStore,
    private readonly clock: Clock,
    @Inject(PROBLEMS_ZH) private readonly zh: ProblemsZh,
  ) {}

  /** Gives the workbook to fill in, in Chinese or, where it is asked for, in English. Clause 3.2.1a. */
  @Get('template')
  @Permission('work-order-batches.read')
  @ApiProduces(XLSX)
  async template(@ActingAs() actor: Actor, @Headers() headers: Told) {
    return workbook(await batchTemplate(languageOf(headers), await this.limit(actor)), 'work-orders.xlsx');
  }

  /** Says what would become of a workbook, as JSON or by Accept as the workbook with its errors. 3.2.1a. */
  @Post('dry-run')
  @HttpCode(200)
  @Permission('work-order-batches.apply')
  @ApiConsumes('application/octet-stream')
  @ApiProduces('application/json', XLSX)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async dryRun(@Body() content: Readable, @ActingAs() actor: Actor, @Headers() headers: Told) {
    const limit = await this.limit(actor);
    const file = await this.files.hold(streamed(content));
    const rows = await readBatch(() => Readable.from(file, { objectMode: false }), limit);
    const checked = await this.useCases.read(
      checkWorkOrderBatch,
      batchToCheck(rows, this.clock.now()),
      actor,
    );
    const language = languageOf(headers);
    const errors = checked.errors.map((error) => ({
      ...error,
      message: language === 'zh' ? (this.zh[error.code] ?? error.message) : error.message,
    }));
    if (!headers['accept']?.includes(XLSX)) return { ...checked, errors };
    return workbook(await markedBatch(language, rows, errors), 'work-orders-checked.xlsx');
  }

  /** Records a workbook's work orders, all or none. Clause 3.2.1a: they are evidence of grade C. */
  @Post()
  @Permission('work-order-batches.apply')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async apply(@Body() content: Readable, @WhoAsks() asked: Asked) {
    const limit = await this.limit(asked.actor);
    const { fileId } = await this.files.put(streamed(content));
    const rows = await readBatch(() => this.files.open(fileId), limit);
    return this.useCases.run(applyWorkOrderBatch, batchToApply(fileId, rows), asked);
  }

  /** Cancels the work orders of a batch; another person than who applied it. Clause 3.2.1a. */
  @Post(':batchId/undo')
  @Permission('work-order-batches.undo')
  undo(@Param('batchId') batchId: string, @Body() body: UndoBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(undoWorkOrderBatch, { ...body, batchId }, asked);
  }

  /** Lists batches, those first that were applied first. */
  @Get()
  @Permission('work-order-batches.read')
  list(@Query() page: WorkOrderBatchesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(workOrderBatchesPage, page, actor);
  }

  /** Shows one batch. */
  @Get(':batchId')
  @Permission('work-order-batches.read')
  one(@Param('batchId') batchId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneWorkOrderBatch, { batchId }, actor);
  }

  /** Gives a batch's workbook as it came. */
  @Get(':batchId/workbook')
  @Permission('work-order-batches.read')
  @ApiProduces(XLSX)
  async workbook(@Param('batchId') batchId: string, @ActingAs() actor: Actor) {
    const { fileId } = await this.useCases.read(oneWorkOrderBatch, { batchId }, actor);
    return workbook(await this.files.hold(await this.files.open(fileId)), `${batchId}.xlsx`);
  }

  private async limit(actor: Actor): Promise<number> {
    const { rows } = await this.useCases.read(batchLimit, { now: this.clock.now().toISOString() }, actor);
    return rows;
  }
}

/** What came as JSON is no upload. */
function streamed(content: unknown): Readable {
  if (!(content instanceof Readable)) throw new UnsupportedMediaTypeException();
  return content;
}

/** An answer that browsers keep as a workbook. */
const workbook = (content: Buffer, name: string) => attached(content, XLSX, name);
