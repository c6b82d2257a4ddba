import { Controller, Get, Header, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { register } from 'prom-client';
import { Permission, PUBLIC } from './auth';

/** Whether this process is on its way out; then it is alive but takes no new work. */
@Injectable()
export class Lifecycle {
  isStopping = false;
}

@Controller()
@ApiExcludeController()
export class ProbesController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly lifecycle: Lifecycle,
  ) {}

  /**
   * Alive: the event loop turns. Neither database nor broker counts, else their trouble restarts everything.
   */
  @Get('health/live')
  @Permission(PUBLIC)
  live() {
    return { status: 'ok' };
  }

  /**
   * Ready: the database answers. Not the broker: commands go on without it, the outbox keeps their events.
   */
  @Get('health/ready')
  @Permission(PUBLIC)
  ready() {
    if (this.lifecycle.isStopping) throw new ServiceUnavailableException();
    return this.health.check([() => this.database.pingCheck('database', { timeout: 2000 })]);
  }

  @Get('metrics')
  @Permission(PUBLIC)
  @Header('content-type', register.contentType)
  metrics() {
    return register.metrics();
  }
}
