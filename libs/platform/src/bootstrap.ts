import 'reflect-metadata';
import { HttpException, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { JetStreamServer, Relay, Timers } from '@steward/messaging';
import { Logger } from 'nestjs-pino';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { BootCheck } from './boot-check';
import { ServiceConfig } from './config';
import { serveOpenApi } from './open-api';
import { Lifecycle } from './probes.controller';
import { answerTo, type Asking } from './problem';
import { logRequests, REQUEST_LOG } from './request-log';

const BODY_LIMIT = 256 * 1024;

/**
 * A service's `main`: serves until SIGTERM or SIGINT, or, called with `migrate`, brings its database up to
 * date and ends. A fault at the start is one clear message and exit code 1.
 */
export async function bootstrap(
  service: string,
  database: (url: string) => DataSourceOptions,
  loadModule: () => Promise<Type<unknown>>,
): Promise<void> {
  try {
    if (process.argv[2] === 'migrate') return await migrate(service, database);
    const app = await startService(service, await loadModule());
    const stop = () => void stopService(app).then(() => process.exit(0));
    process.once('SIGTERM', stop).once('SIGINT', stop);
  } catch (error) {
    console.error(`${service}: ${messageOf(error)}`);
    process.exit(1);
  }
}

/** Starts a service in this process: HTTP, bus, relay and timers. Throws with nothing left running. */
export async function startService(service: string, module: Type<unknown>): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: traceIdOf,
    frameworkErrors: answerUnrouted,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // what still arrives is served: the database is the last to go
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false, // Fastify's own for JSON, and none for forms
  });
  app.useLogger(app.get(Logger));
  // Uploads reach their handler as streams; everything else is JSON.
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(
    ['text/csv', 'application/gzip', 'application/octet-stream'],
    (_, body, done) => done(null, body),
  );
  logRequests(fastify, app.get(REQUEST_LOG));
  const lifecycle = app.get(Lifecycle);
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (lifecycle.isStopping) reply.header('connection', 'close'); // else a kept one is waited for
    done(null, payload);
  });
  app.connectMicroservice({ strategy: app.get(JetStreamServer) }, { inheritAppConfig: true });
  serveOpenApi(app, service);
  try {
    app.get(BootCheck).refuseOpenDoors();
    await app.init();
    await app.startAllMicroservices();
    await app.listen(app.get(ServiceConfig).SERVICE_PORT, '0.0.0.0');
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/**
 * In this order: no new work, then what is under way, then the relay, then connections. Requests under way
 * may take `patienceMs` to finish.
 */
export async function stopService(app: NestFastifyApplication, patienceMs = 10_000): Promise<void> {
  app.get(Lifecycle).isStopping = true;
  await app.get(JetStreamServer).close();
  await app.get(Timers).stop();
  await app.get(Relay).stop();
  // A connection that never sent a request counts as busy and would be waited for without end.
  const server = app.getHttpServer() as Server;
  const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
  await app.close().finally(() => clearTimeout(impatience));
}

/** Where a host has several addresses, what failed at each is an error without words. */
function messageOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

async function migrate(service: string, database: (url: string) => DataSourceOptions): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('Set DATABASE_URL to the database by its owner.');
  const source = await new DataSource(database(url)).initialize();
  try {
    const done = await source.runMigrations({ transaction: 'each' });
    console.log(`${service}: ${done.length} migrations`);
  } finally {
    await source.destroy();
  }
}

/** An address that cannot be read meets no route, and so no filter either. */
function answerUnrouted(
  { message, statusCode = 400 }: Error & { readonly statusCode?: number | undefined },
  request: Asking,
  reply: { readonly raw: ServerResponse },
): void {
  const { status, headers, body } = answerTo(new HttpException(message, statusCode), request);
  reply.raw.writeHead(status, headers).end(body);
}

/** The caller's trace (W3C traceparent) goes on, else one begins here. */
function traceIdOf({ headers }: { readonly headers: IncomingMessage['headers'] }): string {
  const traceparent = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}/;
  const given = traceparent.exec(String(headers['traceparent'] ?? ''))?.[1];
  return given ?? randomBytes(16).toString('hex');
}
