import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

type Headers = Record<string, string | string[] | undefined>;
type Incoming = { readonly url: string; readonly headers: Headers };
type Fastify = {
  addHook(name: 'onRequest', hook: (request: Incoming, reply: unknown, done: () => void) => void): void;
};

/** The content type that the caller sent, kept here while the request passes through. */
export const SENT_AS = 'x-steward-sent-as';

/**
 * What goes to another service is not read here: neither parsed nor held to this service's limits. The
 * platform hands on `application/octet-stream` as a stream, so every body under /api is called that until
 * it leaves.
 */
@Injectable()
export class UnreadBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance<Fastify>().addHook('onRequest', ({ url, headers }, _reply, done) => {
      delete headers[SENT_AS]; // nobody but this hook sets it
      const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
      if (url.startsWith('/api/') && hasBody) {
        headers[SENT_AS] = headers['content-type'];
        headers['content-type'] = 'application/octet-stream';
      }
      done();
    });
  }
}
