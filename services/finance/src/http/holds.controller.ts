import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { ConfirmDeduction, confirmDeduction } from '../app/confirm-deduction';
import { ContestHold, contestHold } from '../app/contest-hold';
import { LiftHold, liftHold } from '../app/lift-hold';
import { PlaceHold, placeHold } from '../app/place-hold';
import { PostHold, postHold } from '../app/post-hold';
import { SettleObjection, settleObjection } from '../app/settle-objection';
import { holdsPage, HoldsPage, oneHold } from '../storage/hold-views';

class ContestBody extends OmitType(ContestHold, ['holdId']) {}
class PostBody extends OmitType(PostHold, ['holdId']) {}
class SettleBody extends OmitType(SettleObjection, ['holdId']) {}
class LiftBody extends OmitType(LiftHold, ['holdId']) {}
class ConfirmBody extends OmitType(ConfirmDeduction, ['deductionId']) {}

@Controller('v1')
export class HoldsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what deposits are held for. Clause 3.3.1b. */
  @Get('holds')
  @Permission('holds.read')
  list(@Query() page: HoldsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(holdsPage, page, actor);
  }

  /** Shows a hold, its objection and what was posted. Clause 3.3.1b. */
  @Get('holds/:holdId')
  @Permission('holds.read')
  one(@Param('holdId') holdId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneHold, { holdId }, actor);
  }

  /** Keeps a part of a deposit for a claim. D6.2. */
  @Post('holds')
  @Permission('holds.place')
  place(@Body() body: PlaceHold, @WhoAsks() asked: Asked) {
    return this.useCases.run(placeHold, body, asked);
  }

  /** Objects to a part of a hold, as the vendor. D6.3. */
  @Post('holds/:holdId/objection')
  @Permission('holds.contest')
  contest(@Param('holdId') holdId: string, @Body() body: ContestBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(contestHold, { ...body, holdId }, asked);
  }

  /** Posts what nobody objects to, as another person than who placed it. D6.4. */
  @Post('holds/:holdId/posting')
  @Permission('holds.decide')
  post(@Param('holdId') holdId: string, @Body() body: PostBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(postHold, { ...body, holdId }, asked);
  }

  /** Settles an objection, as another person than who placed the hold. D6.3, D6.9. */
  @Post('holds/:holdId/settlement')
  @Permission('holds.decide')
  settle(@Param('holdId') holdId: string, @Body() body: SettleBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(settleObjection, { ...body, holdId }, asked);
  }

  /** Gives up a hold, as another person than who placed it. D6.3. */
  @Post('holds/:holdId/lifting')
  @Permission('holds.decide')
  lift(@Param('holdId') holdId: string, @Body() body: LiftBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(liftHold, { ...body, holdId }, asked);
  }

  /** Records that the custodian has moved a deduction. D6.4. */
  @Post('deductions/:deductionId/confirmation')
  @Permission('deposits.receive')
  confirm(@Param('deductionId') deductionId: string, @Body() body: ConfirmBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmDeduction, { ...body, deductionId }, asked);
  }
}
