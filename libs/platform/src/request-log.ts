import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp, type HttpLogger } from 'pino-http';
import type { ServiceConfig } from './config';

/** Provides the log of a service's requests. */
export const REQUEST_LOG = 'REQUEST_LOG';

/**
 * One line a request, by ids: no bodies, no tokens, no query strings, no statement's parameters. Its level is
 * ERROR only where something failed that nobody foresaw; probes are seen by who sends them.
 */
export function requestLog(service: string, { LOG_LEVEL }: ServiceConfig): HttpLogger {
  return pinoHttp<IncomingMessage, ServerResponse>({
    name: service,
    level: LOG_LEVEL,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        traceId: id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      err: ({ type, message, stack, code }: Readonly<Record<string, unknown>>) => ({
        ...{ type, message, stack, code },
      }),
    },
    customLogLevel: ({ url = '' }, response) => {
      if (response.err) return 'error';
      if (/^\/(health|metrics)\b/.test(url)) return 'silent';
      return response.statusCode >= 500 ? 'warn' : 'info';
    },
  });
}

/**
 * Logs by a hook of Fastify. As a middleware of Nest, nestjs-pino would keep each request's log in an
 * AsyncLocalStorage, which costs every promise of the process.
 */
export function logRequests(fastify: FastifyInstance, log: HttpLogger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    log(Object.assign(request.raw, { id: request.id }), reply.raw);
    done();
  });
}
