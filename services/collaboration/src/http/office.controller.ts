import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { AppointPerson, appointPerson } from '../app/appoint-person';
import { DelegateApproval, delegateApproval } from '../app/delegate-approval';
import { Approvers, approvers, DelegationsPage, delegationsPage } from '../storage/office-views';

@Controller('v1/office')
export class OfficeController {
  constructor(private readonly useCases: UseCases) {}

  /** Says who may approve a subject on a day, and in whose place. Clause 3.1.1. */
  @Get('approvers')
  @Permission('office.read')
  approvers(@Query() query: Approvers, @ActingAs() actor: Actor) {
    return this.useCases.read(approvers, query, actor);
  }

  /** Lists who stands in for whom. Clause 3.1.1. */
  @Get('delegations')
  @Permission('office.read')
  delegations(@Query() page: DelegationsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(delegationsPage, page, actor);
  }

  /** Gives a person a post of the office. Clause 3.1.1. */
  @Post('posts')
  @Permission('office.staff')
  appoint(@Body() body: AppointPerson, @WhoAsks() asked: Asked) {
    return this.useCases.run(appointPerson, body, asked);
  }

  /** Lets a person stand in for another. Clause 3.1.1. */
  @Post('delegations')
  @Permission('office.staff')
  delegate(@Body() body: DelegateApproval, @WhoAsks() asked: Asked) {
    return this.useCases.run(delegateApproval, body, asked);
  }
}
