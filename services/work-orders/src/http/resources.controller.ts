import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { LogResources, logResources } from '../app/log-resources';
import { ReverseResource, reverseResource } from '../app/reverse-resource';
import {
  MonthResources,
  monthResources,
  ResourcesPage,
  resourcesPage,
  workOrderResources,
} from '../storage/resource-views';

class ResourcesBody extends OmitType(LogResources, ['workOrderId']) {}
class ResourcesQuery extends OmitType(ResourcesPage, ['workOrderId']) {}
class ReversalBody extends OmitType(ReverseResource, ['entryId']) {}

@Controller('v1')
export class ResourcesController {
  constructor(private readonly useCases: UseCases) {}

  /** Logs what was used on a work order: labour, parts, energy. Clause 2.3.1c. */
  @Post('work-orders/:workOrderId/resources')
  @Permission('work-orders.work')
  log(@Param('workOrderId') workOrderId: string, @Body() body: ResourcesBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(logResources, { ...body, workOrderId }, asked);
  }

  /** Takes an entry back by another one. Clause 2.3.1c. */
  @Post('resources/:entryId/reversal')
  @Permission('work-orders.work')
  reverse(@Param('entryId') entryId: string, @Body() body: ReversalBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(reverseResource, { ...body, entryId }, asked);
  }

  /** Lists what a work order used, line by line. Clause 2.3.1c. */
  @Get('work-orders/:workOrderId/resources')
  @Permission('work-orders.read')
  list(@Param('workOrderId') workOrderId: string, @Query() page: ResourcesQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(resourcesPage, { ...page, workOrderId }, actor);
  }

  /** Adds up what a work order used. Clause 2.3.1c. */
  @Get('work-orders/:workOrderId/resources/totals')
  @Permission('work-orders.read')
  ofWorkOrder(@Param('workOrderId') workOrderId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(workOrderResources, { workOrderId }, actor);
  }

  /** Adds up what a contract's work orders used in a month. Clause 2.3.1c. */
  @Get('resources/totals')
  @Permission('work-orders.read')
  ofMonth(@Query() month: MonthResources, @ActingAs() actor: Actor) {
    return this.useCases.read(monthResources, month, actor);
  }
}
