import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { JetStreamServer, Relay, Timers } from '@steward/messaging';
import { Logger } from 'nestjs-pino';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ServiceConfig } from './config';
import { Lifecycle } from './probes.controller';
import { ProblemException } from './problem';

const BODY_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 20;
/** How long requests under way may take to finish when the service stops, milliseconds. */
const LAST_REQUESTS = 10_000;

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
    console.error(`${service}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

/** Starts a service in this process: HTTP, bus, relay and timers. */
export async function startService(service: string, module: Type<unknown>): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: traceIdOf,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  const fastify = adapter.getInstance();
  // Uploads reach their handler as streams; everything else is JSON.
  fastify.addContentTypeParser(
    ['text/csv', 'application/gzip', 'application/octet-stream'],
    (_, body, done) => done(null, body),
  );
  fastify.addHook('preValidation', (request, _reply, done) => {
    const isDeep = request.body !== null && isDeeper(request.body, DEPTH_LIMIT);
    done(isDeep ? new ProblemException(422, 'request.too-deep', 'The body nests too deeply.') : undefined);
  });
  app.connectMicroservice({ strategy: app.get(JetStreamServer) }, { inheritAppConfig: true });
  await app.startAllMicroservices();
  serveOpenApi(app, service);
  await app.listen(app.get(ServiceConfig).SERVICE_PORT, '0.0.0.0');
  return app;
}

/** In this order: no new work, then what is under way, then the relay, then connections. */
export async function stopService(app: NestFastifyApplication): Promise<void> {
  app.get(Lifecycle).isStopping = true;
  await app.get(JetStreamServer).close();
  await app.get(Timers).stop();
  await app.get(Relay).stop();
  // A connection that never sent a request counts as busy and would be waited for without end.
  const server = app.getHttpServer() as Server;
  const impatience = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS);
  await app.close();
  clearTimeout(impatience);
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

function serveOpenApi(app: NestFastifyApplication, service: string): void {
  let document: OpenAPIObject | null = null;
  app.getHttpAdapter().get('/openapi.json', (_request: unknown, reply: { send(body: object): void }) => {
    const config = new DocumentBuilder()
      .setTitle(`Steward ${service}`)
      .setVersion('1')
      .addBearerAuth()
      .build();
    document ??= SwaggerModule.createDocument(app, config);
    reply.send(document);
  });
}

/** The caller's trace goes on, else one begins here. */
function traceIdOf(request: IncomingMessage | { headers: IncomingMessage['headers'] }): string {
  const given = /^[\da-f]{2}-([\da-f]{32})-/.exec(String(request.headers['traceparent'] ?? ''))?.[1];
  return given ?? randomBytes(16).toString('hex');
}

function isDeeper(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  if (typeof (value as { pipe?: unknown }).pipe === 'function') return false;
  return Object.values(value).some((part) => isDeeper(part, levels - 1));
}
