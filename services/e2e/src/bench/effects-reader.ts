import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { Bus, JetStreamServer, Relay, SystemClock, UseCases, type EventContext } from '@steward/messaging';
import { CONNECTIONS } from '@steward/platform';
import { DataSource } from 'typeorm';
import { POOL, recordEffect } from './store';

/** A service of its own process that keeps one row of each event of `type`. It says `ready` to its parent. */
async function read([type = '', databaseUrl = '', natsUrl = '']: readonly string[]): Promise<void> {
  Logger.overrideLogger(['error', 'fatal']);
  const options = { service: 'journal', databaseUrl, natsUrl };
  const source = await new DataSource({
    ...{ type: 'postgres', url: databaseUrl, poolSize: POOL, extra: CONNECTIONS },
  }).initialize();
  const clock = new SystemClock();
  const bus = new Bus(options);
  const relay = new Relay(options, bus); // never started: this service tells nothing
  const useCases = new UseCases(source, clock, relay);
  const server = new JetStreamServer({ ...options, timed: [], schedule: [] }, source, clock, bus, relay);
  server.addHandler(type, (_: unknown, { event, unit }: EventContext) => {
    const row = { id: event.eventId, aggregateId: event.aggregateId, version: event.version };
    const asked = { actor: 'service', by: 'service:bench', key: event.eventId, unit } as const;
    return useCases.run(recordEffect, row, asked);
  });
  server.listen(() => process.send?.('ready'));
  process.once('disconnect', () => process.exit());
}

void read(process.argv.slice(2));
