import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { CloseIncident, closeIncident } from '../app/close-incident';
import { DeclareIncident, declareIncident } from '../app/declare-incident';
import { NoteIncident, noteIncident } from '../app/note-incident';
import { IncidentsPage, incidentsPage, oneIncident } from '../storage/incident-views';

/** The incident is named by the path. */
class CloseIncidentBody extends OmitType(CloseIncident, ['incidentId']) {}
class NoteIncidentBody extends OmitType(NoteIncident, ['incidentId']) {}

@Controller('v1/major-incidents')
export class IncidentsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists major incidents. Clause 2.3.3a. */
  @Get()
  @Permission('readiness.read')
  list(@Query() page: IncidentsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(incidentsPage, page, actor);
  }

  /** Shows one incident with its timeline. Clause 2.3.3a. */
  @Get(':incidentId')
  @Permission('readiness.read')
  one(@Param('incidentId') incidentId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneIncident, { incidentId }, actor);
  }

  /** Declares a major incident: the readiest backup team is called. Clause 2.3.3a. */
  @Post()
  @Permission('incidents.declare')
  declare(@Body() body: DeclareIncident, @WhoAsks() asked: Asked) {
    return this.useCases.run(declareIncident, body, asked);
  }

  /** Adds a line to an incident's timeline. Clause 2.3.3a. */
  @Post(':incidentId/timeline')
  @Permission('incidents.note')
  note(@Param('incidentId') incidentId: string, @Body() body: NoteIncidentBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(noteIncident, { ...body, incidentId }, asked);
  }

  /** Ends a major incident. Clause 2.3.3a. */
  @Post(':incidentId/closure')
  @Permission('incidents.declare')
  close(@Param('incidentId') incidentId: string, @Body() body: CloseIncidentBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(closeIncident, { ...body, incidentId }, asked);
  }
}
