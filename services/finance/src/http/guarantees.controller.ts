import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveGuaranteeClosing } from '../app/approve-guarantee-closing';
import { ProposeGuaranteeClosing, proposeGuaranteeClosing } from '../app/propose-guarantee-closing';
import { RecordGuarantee, recordGuarantee } from '../app/record-guarantee';
import { verifyGuarantee } from '../app/verify-guarantee';
import { guaranteesPage, GuaranteesPage } from '../storage/guarantee-views';

class ClosingBody extends OmitType(ProposeGuaranteeClosing, ['guaranteeId']) {}

/** Banks that stand for a deposit in place of cash. Clause 3.3.1a. */
@Controller('v1/guarantees')
export class GuaranteesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists banks' guarantees. Clause 3.3.1a. */
  @Get()
  @Permission('deposits.read')
  list(@Query() page: GuaranteesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(guaranteesPage, page, actor);
  }

  /** Records a guarantee, or the extension of one. Clause 3.3.1a. */
  @Post()
  @Permission('deposits.receive')
  record(@Body() body: RecordGuarantee, @WhoAsks() asked: Asked) {
    return this.useCases.run(recordGuarantee, body, asked);
  }

  /** Verifies a guarantee, as another person: it counts as the deposit. Clause 3.3.1a. */
  @Post(':guaranteeId/verification')
  @Permission('deposits.approve')
  verify(@Param('guaranteeId') guaranteeId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(verifyGuarantee, { guaranteeId }, asked);
  }

  /** Asks to call a guarantee, or to end it. Clause 3.3.1a. */
  @Post(':guaranteeId/closing')
  @Permission('deposits.propose')
  close(@Param('guaranteeId') guaranteeId: string, @Body() body: ClosingBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(proposeGuaranteeClosing, { ...body, guaranteeId }, asked);
  }

  /** Agrees to call or to end it, as another person. Clause 3.3.1a, D6.9. */
  @Post(':guaranteeId/closing/approval')
  @Permission('deposits.approve')
  closed(@Param('guaranteeId') guaranteeId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveGuaranteeClosing, { guaranteeId }, asked);
  }
}
