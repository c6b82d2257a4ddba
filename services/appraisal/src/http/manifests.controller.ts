import { Controller, Get, Param, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor } from '@steward/messaging';
import { ActingAs, Permission } from '@steward/platform';
import {
  manifestOfRevision,
  OneRevision,
  replayOfRevision,
  ScoreAsOf,
  scoreAsOf,
  traceOfRevision,
} from '../storage/manifest-views';

/** The appraisal is named by the path. */
class RevisionQuery extends OmitType(OneRevision, ['appraisalId']) {}
class AsOfQuery extends OmitType(ScoreAsOf, ['appraisalId']) {}

@Controller('v1/appraisals/:appraisalId')
export class ManifestsController {
  constructor(private readonly useCases: UseCases) {}

  /** Shows a quarter's score as it was known at an instant. Clause 1.3.1. */
  @Get('score')
  @Permission('appraisals.read')
  score(@Param('appraisalId') appraisalId: string, @Query() query: AsOfQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(scoreAsOf, { ...query, appraisalId }, actor);
  }

  /** Shows what a revision was scored from, with its SHA-256. Clause 1.3.1. */
  @Get('manifest')
  @Permission('appraisals.read')
  manifest(
    @Param('appraisalId') appraisalId: string,
    @Query() query: RevisionQuery,
    @ActingAs() actor: Actor,
  ) {
    return this.useCases.read(manifestOfRevision, { ...query, appraisalId }, actor);
  }

  /** Scores a revision again from its manifest and compares hash and score. Clause 1.3.1. */
  @Get('replay')
  @Permission('appraisals.read')
  replay(@Param('appraisalId') appraisalId: string, @Query() query: RevisionQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(replayOfRevision, { ...query, appraisalId }, actor);
  }

  /** Shows what every figure of a revision follows from, as a graph. Clause 1.3.1. */
  @Get('trace')
  @Permission('appraisals.read')
  trace(@Param('appraisalId') appraisalId: string, @Query() query: RevisionQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(traceOfRevision, { ...query, appraisalId }, actor);
  }
}
