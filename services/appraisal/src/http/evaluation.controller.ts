import { Controller, Get, Header, Query } from '@nestjs/common';
import { UseCases } from '@steward/messaging';
import { Permission } from '@steward/platform';
import { Benchmark, benchmark, kpiPack } from '../storage/evaluation-views';

/** What others may evaluate by. Clause 3.4.2d. */
@Controller('v1/evaluation')
export class EvaluationController {
  constructor(private readonly useCases: UseCases) {}

  /** Exports the KPI set in use with its formulas, lines and caps as a JSON document. Clause 3.4.2d. */
  @Get('kpi-pack')
  @Header('content-disposition', 'attachment; filename="kpi-pack.json"')
  @Permission('kpi-sets.read')
  pack() {
    return this.useCases.read(kpiPack, {}, 'enterprise');
  }

  /** Compares a quarter's published scores with nobody named, of five vendors at least. Clause 3.4.2d. */
  @Get('benchmark')
  @Permission('kpi-sets.read')
  benchmark(@Query() asked: Benchmark) {
    return this.useCases.read(benchmark, asked, 'enterprise');
  }
}
