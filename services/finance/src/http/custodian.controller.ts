import { Body, Controller, Get, Param, Post, Query, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiBody, ApiConsumes, OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { Readable } from 'node:stream';
import { approveBreakResolution } from '../app/approve-break-resolution';
import { ProposeBreakResolution, proposeBreakResolution } from '../app/propose-break-resolution';
import { recordCustodianStatement, statementToRecord } from '../app/record-custodian-statement';
import { readStatement } from '../gateways/custodian-statement-file';
import {
  breaksPage,
  BreaksPage,
  EscrowPage,
  instructionsPage,
  movementsPage,
} from '../storage/custodian-views';

class ResolutionBody extends OmitType(ProposeBreakResolution, ['breakId']) {}

/** The third party that keeps deposits. Clause 3.3.1c. */
@Controller('v1')
export class CustodianController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what the custodian was told to move. Clause 3.3.1c. */
  @Get('custodian-instructions')
  @Permission('deposits.read')
  instructions(@Query() page: EscrowPage, @ActingAs() actor: Actor) {
    return this.useCases.read(instructionsPage, page, actor);
  }

  /** Lists what the custodian has moved. Clause 3.3.1c. */
  @Get('custodian-movements')
  @Permission('deposits.read')
  movements(@Query() page: EscrowPage, @ActingAs() actor: Actor) {
    return this.useCases.read(movementsPage, page, actor);
  }

  /** Lists where the custodian's statements and the ledger differ, or did. Clause 3.3.1c. */
  @Get('escrow-breaks')
  @Permission('deposits.read')
  breaks(@Query() page: BreaksPage, @ActingAs() actor: Actor) {
    return this.useCases.read(breaksPage, page, actor);
  }

  /** Takes a custodian's statement in: a CSV file, all of it or nothing. Clause 3.3.1c. */
  @Post('custodian-statements')
  @Permission('deposits.receive')
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async statement(@Body() content: Readable, @WhoAsks() asked: Asked) {
    if (!(content instanceof Readable)) throw new UnsupportedMediaTypeException();
    const lines = await readStatement(content);
    return this.useCases.run(recordCustodianStatement, statementToRecord(lines), asked);
  }

  /** Explains a difference, as the first person. Clause 3.3.1c. */
  @Post('escrow-breaks/:breakId/resolution')
  @Permission('deposits.propose')
  explain(@Param('breakId') breakId: string, @Body() body: ResolutionBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(proposeBreakResolution, { ...body, breakId }, asked);
  }

  /** Agrees, as another person: with no difference left the deposit is free again. Clause 3.3.1c. */
  @Post('escrow-breaks/:breakId/resolution/approval')
  @Permission('deposits.approve')
  agree(@Param('breakId') breakId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveBreakResolution, { breakId }, asked);
  }
}
