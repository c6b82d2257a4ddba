import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Backlogs, type Backlog } from '@steward/messaging';
import { Permission } from './auth';

/** A driver that asks whether a service is quiet is answered at the latest after that long. */
const PATIENCE_MS = 1000;

/**
 * Only there where a driver sets the clock: it waits here for a service to become quiet. No part of the API,
 * so that the console does not lead here. Design rule 16.
 */
@Controller('backlog')
@ApiExcludeController()
export class ClockController {
  constructor(private readonly backlogs: Backlogs) {}

  @Get()
  @Permission('clock.drive')
  backlog(): Promise<Backlog> {
    return this.backlogs.settled(PATIENCE_MS);
  }
}
