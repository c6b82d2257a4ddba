import { Module, type DynamicModule } from '@nestjs/common';
import { Backlogs } from './backlog';
import { Bus } from './bus';
import { Clock, SystemClock } from './clock';
import { MESSAGING, type MessagingOptions } from './options';
import { Relay } from './relay';
import { Sweep } from './sweep';
import { Timers } from './timers';
import { JetStreamServer } from './transport';
import { UseCases } from './use-cases';

/** Needs the service's DataSource, which @nestjs/typeorm provides. */
@Module({})
export class MessagingModule {
  static forService(options: MessagingOptions, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: MESSAGING, useValue: options },
        { provide: Clock, useValue: clock },
        Bus,
        Relay,
        Sweep,
        Timers,
        UseCases,
        JetStreamServer,
        Backlogs,
      ],
      exports: [MESSAGING, Clock, Bus, Relay, Timers, UseCases, JetStreamServer, Backlogs],
    };
  }
}
