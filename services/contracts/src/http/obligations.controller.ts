import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { RecordEvidence, recordEvidence } from '../app/record-evidence';
import { VerifyEvidence, verifyEvidence } from '../app/verify-evidence';
import { ObligationsPage, obligationsPage, oneObligation } from '../storage/obligation-views';

/** Obligation and piece are named by the path. */
class RecordEvidenceBody extends OmitType(RecordEvidence, ['obligationId']) {}
class VerifyEvidenceBody extends OmitType(VerifyEvidence, ['obligationId', 'evidenceId']) {}

@Controller('v1/obligations')
export class ObligationsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists what vendors owe beside their service, of one contract or of all. Clause 1.3.4. */
  @Get()
  @Permission('contracts.read')
  list(@Query() page: ObligationsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(obligationsPage, page, actor);
  }

  /** Shows one obligation with its evidence. Clause 1.3.4. */
  @Get(':obligationId')
  @Permission('contracts.read')
  one(@Param('obligationId') obligationId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneObligation, { obligationId }, actor);
  }

  /** Hands in a piece of evidence. Clause 1.3.4. */
  @Post(':obligationId/evidence')
  @Permission('contracts.record-evidence')
  record(
    @Param('obligationId') obligationId: string,
    @Body() body: RecordEvidenceBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(recordEvidence, { ...body, obligationId }, asked);
  }

  /** Accepts a piece of evidence or not; another person than who recorded it. Clause 1.3.4. */
  @Post(':obligationId/evidence/:evidenceId/verification')
  @Permission('contracts.verify-evidence')
  verify(
    @Param('obligationId') obligationId: string,
    @Param('evidenceId') evidenceId: string,
    @Body() body: VerifyEvidenceBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(verifyEvidence, { ...body, obligationId, evidenceId }, asked);
  }
}
