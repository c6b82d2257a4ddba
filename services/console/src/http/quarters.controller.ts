import { Controller, Get, Param, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import {
  OneQuarter,
  quarterReport,
  QuartersPage,
  quartersPage,
  quarterStatus,
  quarterTable,
} from '../storage/quarter-views';

/** The quarter is named by the path. */
class LogQuery extends OmitType(OneQuarter, ['quarter']) {}

@Controller('v1/quarters')
export class QuartersController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the quarters that a log touches, and whether each is settled for every vendor. */
  @Get()
  @Permission('quarters.read')
  list(@Query() page: QuartersPage, @ActingAs() actor: Actor) {
    return this.useCases.read(quartersPage, page, actor);
  }

  /** The quarter's report: what `steward report quarter --json` prints. */
  @Get(':quarter')
  @Permission('quarters.read')
  one(@Param('quarter') quarter: string, @Query() query: LogQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(quarterReport, { ...query, quarter }, actor);
  }

  /** The quarter for people: with the vendors' names and deposits. */
  @Get(':quarter/table')
  @Permission('quarters.read')
  table(@Param('quarter') quarter: string, @Query() query: LogQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(quarterTable, { ...query, quarter }, actor);
  }

  /** Whether every vendor's quarter is settled, and what it waits for where it is not. */
  @Get(':quarter/status')
  @Permission('quarters.read')
  status(@Param('quarter') quarter: string, @Query() query: LogQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(quarterStatus, { ...query, quarter }, actor);
  }
}
