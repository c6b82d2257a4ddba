import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { DraftKpiSet, draftKpiSet } from '../app/draft-kpi-set';
import { publishKpiSet } from '../app/publish-kpi-set';
import { KpiSetsPage, kpiSetsPage, oneKpiSet } from '../storage/kpi-set-views';

@Controller('v1/kpi-sets')
export class KpiSetsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the KPI sets, the newest first; a vendor sees the published ones. Clause 1.3.1. */
  @Get()
  @Permission('kpi-sets.read')
  list(@Query() page: KpiSetsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(kpiSetsPage, page, actor);
  }

  /** Shows one KPI set with its weights, goals and formulas. Clause 1.3.1. */
  @Get(':version')
  @Permission('kpi-sets.read')
  one(@Param('version') version: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneKpiSet, { version: Number(version) }, actor);
  }

  /** Drafts the next KPI set. Clause 1.1.3a. */
  @Post()
  @Permission('kpi-sets.draft')
  draft(@Body() body: DraftKpiSet, @WhoAsks() asked: Asked) {
    return this.useCases.run(draftKpiSet, body, asked);
  }

  /** Publishes a KPI set that another person drafted. Clause 1.1.3a. */
  @Post(':version/publication')
  @Permission('kpi-sets.publish')
  publish(@Param('version') version: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(publishKpiSet, { version: Number(version) }, asked);
  }
}
