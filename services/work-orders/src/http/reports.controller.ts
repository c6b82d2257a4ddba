import { Body, Controller, Get, Header, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { OmitType, PickType } from '@nestjs/swagger';
import { Clock, textHashOf, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, attached, PdfPrinter, Permission, prefersChinese, WhoAsks } from '@steward/platform';
import { SubmitReport, submitReport } from '../app/submit-report';
import { OneReport, oneReport, reportsPage, ReportsPage } from '../storage/report-views';
import { reportCsv, reportDocument } from './report-document';

class SubmissionBody extends OmitType(SubmitReport, ['contractId', 'period']) {}
class AsOf extends PickType(OneReport, ['asOf']) {}
type Reply = { header(name: string, value: string): Reply };

@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly clock: Clock,
    private readonly printer: PdfPrinter,
  ) {}

  /** Lists service reports that are owed, overdue or submitted. Clause 1.1.3b. */
  @Get()
  @Permission('work-orders.read')
  list(@Query() page: ReportsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(reportsPage, page, actor);
  }

  /** Makes a contract's service report of a month or quarter; its ETag is its content's SHA-256. 2.3.1d. */
  @Get(':contractId/:period')
  @Permission('work-orders.read')
  @Header('content-type', 'application/json; charset=utf-8')
  async one(
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Query() query: AsOf,
    @ActingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const content = JSON.stringify(await this.make(contractId, period, query, actor));
    reply.header('etag', `"${textHashOf(content)}"`);
    return content;
  }

  /** The same for a spreadsheet, a line a work order. Clause 2.3.1d. */
  @Get(':contractId/:period/csv')
  @Permission('work-orders.read')
  async csv(
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Query() query: AsOf,
    @ActingAs() actor: Actor,
  ) {
    const csv = reportCsv(await this.make(contractId, period, query, actor));
    return attached(Buffer.from(csv), 'text/csv; charset=utf-8', `service-report-${period}.csv`);
  }

  /** The same on paper, in Chinese or, where it is asked for, in English. Clause 2.3.1d. */
  @Get(':contractId/:period/pdf')
  @Permission('work-orders.read')
  async pdf(
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Query() query: AsOf,
    @ActingAs() actor: Actor,
    @Headers('accept-language') language: string | undefined,
  ) {
    const report = await this.make(contractId, period, query, actor);
    const contentHash = textHashOf(JSON.stringify(report));
    const document = reportDocument(report, contentHash, prefersChinese(language ?? '') ? 'zh' : 'en');
    return attached(await this.printer.print(document), 'application/pdf', `service-report-${period}.pdf`);
  }

  /** The vendor stands by the report as it reads now. Clauses 1.1.3b and 2.3.1d. */
  @Post(':contractId/:period/submission')
  @Permission('work-orders.work')
  submit(
    @Param('contractId') contractId: string,
    @Param('period') period: string,
    @Body() body: SubmissionBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(submitReport, { ...body, contractId, period }, asked);
  }

  private make(contractId: string, period: string, { asOf }: AsOf, actor: Actor) {
    const now = this.clock.now().toISOString();
    return this.useCases.read(oneReport, { contractId, period, now, ...(asOf && { asOf }) }, actor);
  }
}
