import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { acceptResolution } from '../app/accept-resolution';
import { acceptWorkOrder } from '../app/accept-work-order';
import { approveCapabilityOverride } from '../app/approve-capability-override';
import { arriveOnSite } from '../app/arrive-on-site';
import { ChangeSeverity, changeSeverity } from '../app/change-severity';
import { ConfirmPause, confirmPause } from '../app/confirm-pause';
import { DispatchWorkOrder, dispatchWorkOrder } from '../app/dispatch-work-order';
import { PauseWorkOrder, pauseWorkOrder } from '../app/pause-work-order';
import { RejectResolution, rejectResolution } from '../app/reject-resolution';
import { RequestCapabilityOverride, requestCapabilityOverride } from '../app/request-capability-override';
import { ReportWorkOrder, reportWorkOrder } from '../app/report-work-order';
import { resolveWorkOrder } from '../app/resolve-work-order';
import { resumeWorkOrder } from '../app/resume-work-order';
import { WithdrawScopeReview, withdrawScopeReview } from '../app/withdraw-scope-review';
import { oneWorkOrder, WorkOrdersPage, workOrdersPage } from '../storage/work-order-views';

class DispatchBody extends OmitType(DispatchWorkOrder, ['workOrderId']) {}
class OverrideBody extends OmitType(RequestCapabilityOverride, ['workOrderId']) {}
class WithdrawalBody extends OmitType(WithdrawScopeReview, ['workOrderId']) {}
class PauseBody extends OmitType(PauseWorkOrder, ['workOrderId']) {}
class ConfirmationBody extends OmitType(ConfirmPause, ['workOrderId']) {}
class SeverityBody extends OmitType(ChangeSeverity, ['workOrderId']) {}
class RejectionBody extends OmitType(RejectResolution, ['workOrderId']) {}

@Controller('v1/work-orders')
export class WorkOrdersController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the work orders that the caller may see. */
  @Get()
  @Permission('work-orders.read')
  list(@Query() page: WorkOrdersPage, @ActingAs() actor: Actor) {
    return this.useCases.read(workOrdersPage, page, actor);
  }

  /** Shows one work order with its history and milestones. */
  @Get(':workOrderId')
  @Permission('work-orders.read')
  one(@Param('workOrderId') workOrderId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneWorkOrder, { workOrderId }, actor);
  }

  /** Reports a fault: the clocks start. Clause 2.3.1a. */
  @Post()
  @Permission('work-orders.report')
  report(@Body() body: ReportWorkOrder, @WhoAsks() asked: Asked) {
    return this.useCases.run(reportWorkOrder, body, asked);
  }

  /** Charges a contract's vendor if it fits; out of scope it waits. Clauses 1.1.2, 1.2.1, 1.2.3, 2.1.1. */
  @Post(':workOrderId/dispatch')
  @Permission('work-orders.dispatch')
  dispatch(@Param('workOrderId') workOrderId: string, @Body() body: DispatchBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(dispatchWorkOrder, { ...body, workOrderId }, asked);
  }

  /** Takes it back from its scope review, as for another vendor. Clause 1.1.2. */
  @Post(':workOrderId/scope-review/withdrawal')
  @Permission('work-orders.dispatch')
  withdraw(@Param('workOrderId') workOrderId: string, @Body() body: WithdrawalBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(withdrawScopeReview, { ...body, workOrderId }, asked);
  }

  /** Asks that a vendor may be charged in spite of the mismatches named. Clauses 1.2.1, 1.2.3 and 2.1.1. */
  @Post(':workOrderId/capability-overrides')
  @Permission('work-orders.dispatch')
  override(@Param('workOrderId') workOrderId: string, @Body() body: OverrideBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(requestCapabilityOverride, { ...body, workOrderId }, asked);
  }

  /** Another person approves it: the work order is dispatched. Clauses 1.2.1, 1.2.3 and 2.1.1. */
  @Post('capability-overrides/:overrideId/approval')
  @Permission('capability-overrides.approve')
  approve(@Param('overrideId') overrideId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveCapabilityOverride, { overrideId }, asked);
  }

  /** The vendor takes it on. */
  @Post(':workOrderId/acceptance')
  @Permission('work-orders.work')
  accept(@Param('workOrderId') workOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(acceptWorkOrder, { workOrderId }, asked);
  }

  /** The vendor is on site. Clause 2.2.1a. */
  @Post(':workOrderId/arrival')
  @Permission('work-orders.work')
  arrive(@Param('workOrderId') workOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(arriveOnSite, { workOrderId }, asked);
  }

  /** The closure clock waits. D1. */
  @Post(':workOrderId/pause')
  @Permission('work-orders.pause')
  pause(@Param('workOrderId') workOrderId: string, @Body() body: PauseBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(pauseWorkOrder, { ...body, workOrderId }, asked);
  }

  /** The customer confirms the vendor's pause, for the clocks that wait only then. D1. */
  @Post(':workOrderId/pause/confirmation')
  @Permission('work-orders.report')
  confirmPause(
    @Param('workOrderId') workOrderId: string,
    @Body() body: ConfirmationBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(confirmPause, { ...body, workOrderId }, asked);
  }

  /** The closure clock goes on. D1. */
  @Post(':workOrderId/resumption')
  @Permission('work-orders.pause')
  resume(@Param('workOrderId') workOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(resumeWorkOrder, { workOrderId }, asked);
  }

  /** Another severity. S10. */
  @Post(':workOrderId/severity')
  @Permission('work-orders.report')
  severity(@Param('workOrderId') workOrderId: string, @Body() body: SeverityBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(changeSeverity, { ...body, workOrderId }, asked);
  }

  /** The vendor says it is done. Clause 2.2.1b. */
  @Post(':workOrderId/resolution')
  @Permission('work-orders.work')
  resolve(@Param('workOrderId') workOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(resolveWorkOrder, { workOrderId }, asked);
  }

  /** The customer accepts. S9. */
  @Post(':workOrderId/resolution/acceptance')
  @Permission('work-orders.report')
  acceptResolution(@Param('workOrderId') workOrderId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(acceptResolution, { workOrderId }, asked);
  }

  /** The customer does not accept: the clock goes on. S8. */
  @Post(':workOrderId/resolution/rejection')
  @Permission('work-orders.report')
  reject(@Param('workOrderId') workOrderId: string, @Body() body: RejectionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(rejectResolution, { ...body, workOrderId }, asked);
  }
}
