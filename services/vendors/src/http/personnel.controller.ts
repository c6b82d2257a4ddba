import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AddPerson, addPerson } from '../app/add-person';
import { RecordLeaving, recordLeaving } from '../app/record-leaving';
import { ShowLeaverItem, showLeaverItem } from '../app/show-leaver-item';
import { personnelPage, PersonnelPage } from '../storage/personnel-views';

/** The person is named by the path. */
class RecordLeavingBody extends OmitType(RecordLeaving, ['personId']) {}
class ShowLeaverItemBody extends OmitType(ShowLeaverItem, ['personId']) {}

@Controller('v1/personnel')
export class PersonnelController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the people, by their codes, whom the caller may see. Clause 2.2.3b. */
  @Get()
  @Permission('personnel.read')
  list(@Query() page: PersonnelPage, @ActingAs() actor: Actor) {
    return this.useCases.read(personnelPage, page, actor);
  }

  /** Puts a person on the roster. Clause 2.2.3b. */
  @Post()
  @Permission('personnel.keep')
  add(@Body() body: AddPerson, @WhoAsks() asked: Asked) {
    return this.useCases.run(addPerson, body, asked);
  }

  /** Records that a person left. Clause 2.2.3b. */
  @Post(':personId/leaving')
  @Permission('personnel.keep')
  leave(@Param('personId') personId: string, @Body() body: RecordLeavingBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordLeaving, { ...body, personId }, asked);
  }

  /** Shows one item of the leaver's checklist. Clause 2.2.3b. */
  @Post(':personId/leaver-items')
  @Permission('personnel.keep')
  show(@Param('personId') personId: string, @Body() body: ShowLeaverItemBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(showLeaverItem, { ...body, personId }, asked);
  }
}
