import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveAdjustment } from '../app/approve-adjustment';
import { approveSettlement } from '../app/approve-settlement';
import { submitAdjustment } from '../app/submit-adjustment';
import { submitSettlement } from '../app/submit-settlement';
import {
  AdjustmentsPage,
  adjustmentsPage,
  oneSettlement,
  SettlementsPage,
  settlementsPage,
} from '../storage/settlement-views';
import { settlementTrace } from '../storage/trace-views';

@Controller('v1')
export class SettlementsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists settlements, each with its adjustments and what it comes to. */
  @Get('settlements')
  @Permission('settlements.read')
  list(@Query() page: SettlementsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(settlementsPage, page, actor);
  }

  /** Shows one settlement. Clause 2.2.2a. */
  @Get('settlements/:settlementId')
  @Permission('settlements.read')
  one(@Param('settlementId') settlementId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneSettlement, { settlementId }, actor);
  }

  /** Shows what every figure of a settlement follows from, as a graph. Clause 2.2.2a. */
  @Get('settlements/:settlementId/trace')
  @Permission('settlements.read')
  trace(@Param('settlementId') settlementId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(settlementTrace, { settlementId }, actor);
  }

  /** Submits a calculated settlement for approval. Clause 2.2.2a. */
  @Post('settlements/:settlementId/submission')
  @Permission('settlements.submit')
  submit(@Param('settlementId') settlementId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(submitSettlement, { settlementId }, asked);
  }

  /** Approves a submitted settlement as another person, and posts it. Clause 2.2.2a. */
  @Post('settlements/:settlementId/approval')
  @Permission('settlements.approve')
  approve(@Param('settlementId') settlementId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveSettlement, { settlementId }, asked);
  }

  /** Lists adjustments of posted settlements. */
  @Get('adjustments')
  @Permission('settlements.read')
  adjustments(@Query() page: AdjustmentsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(adjustmentsPage, page, actor);
  }

  /** Submits a calculated adjustment for approval. Clause 2.2.2a. */
  @Post('adjustments/:adjustmentId/submission')
  @Permission('settlements.submit')
  submitAdjustment(@Param('adjustmentId') adjustmentId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(submitAdjustment, { adjustmentId }, asked);
  }

  /** Approves a submitted adjustment as another person, and posts its difference. Clause 2.2.2a. */
  @Post('adjustments/:adjustmentId/approval')
  @Permission('settlements.approve')
  approveAdjustment(@Param('adjustmentId') adjustmentId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveAdjustment, { adjustmentId }, asked);
  }
}
