import { All, Controller, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Permission, ProblemException, PUBLIC, traceparentOf } from '@steward/platform';
import { Agent, request as send, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as sendSecurely } from 'node:https';
import type { Readable } from 'node:stream';
import { ConsoleConfig } from '../config';
import { SENT_AS } from './unread-bodies';

type Headers = Record<string, string | string[] | undefined>;
type Request = {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Readable | null | undefined;
  readonly raw: IncomingMessage;
};
type Reply = {
  code(status: number): Reply;
  headers(headers: Headers): Reply;
  send(body: Readable): unknown;
  readonly raw: { once(event: 'close', listener: () => void): unknown; readonly writableFinished: boolean };
};

const PASSED_ON = [
  ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'content-encoding', 'content-length'],
  ...['idempotency-key', 'if-match', 'if-none-match', 'last-event-id', 'steward-at'],
];
const PASSED_BACK = [
  ...['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-length'],
  ...['content-type', 'etag', 'location', 'retry-after', 'vary', 'www-authenticate'],
];
/** What is asked about one service's aggregates and rests on what another owns. docs/decisions/0015. */
const ANSWERED_BY_ANOTHER: ReadonlyMap<string, string> = new Map([
  ['contracts/v1/contracts/what-if', 'work-orders'],
]);
/** A service that sends nothing for that long is given up, milliseconds. */
const SILENCE = 120_000;

/**
 * `/api/<service>/…` is that service's own API: bodies stream through both ways, status and body unchanged.
 * What is not the API (probes, metrics) is not reachable from here. `/api/console/…` is the console's own.
 */
@Controller('api')
@ApiExcludeController()
export class ProxyController {
  private readonly agents = {
    http: new Agent({ keepAlive: true }),
    https: new SecureAgent({ keepAlive: true }),
  };

  constructor(private readonly config: ConsoleConfig) {}

  /**
   * Public here, because the service behind it proves the token and knows the permission; this one does
   * not.
   */
  @All(':service/*')
  @Permission(PUBLIC)
  async forward(@Req() request: Request, @Res() reply: Reply): Promise<void> {
    const answer = await this.ask(targetOf(request, this.config.SERVICE_URLS), request, reply);
    reply
      .code(answer.statusCode ?? 502)
      .headers({ ...pick(answer.headers, PASSED_BACK), 'x-content-type-options': 'nosniff' })
      .send(answer);
  }

  private ask(target: URL, request: Request, reply: Reply): Promise<IncomingMessage> {
    const { method, headers, body } = request;
    const isSecure = target.protocol === 'https:';
    const outgoing = (isSecure ? sendSecurely : send)(target, {
      method,
      agent: isSecure ? this.agents.https : this.agents.http,
      timeout: SILENCE,
      headers: {
        ...pick(headers, PASSED_ON),
        ...(headers[SENT_AS] !== undefined && { 'content-type': headers[SENT_AS] }),
        traceparent: headers['traceparent'] ?? traceparentOf(request.id),
      },
    });
    // A caller that hangs up no longer wants the answer, and may leave half a body behind.
    reply.raw.once('close', () => (reply.raw.writableFinished ? undefined : outgoing.destroy()));
    return new Promise((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('timeout', () => outgoing.destroy(new Error('The service is silent.')));
      outgoing.on('error', () => {
        body?.resume(); // a caller that is still sending would not read the answer
        reject(
          new ProblemException(502, 'service.unreachable', `The service ${target.host} does not answer.`),
        );
      });
      if (body) body.pipe(outgoing);
      else outgoing.end();
    });
  }
}

/** Where a request goes. Throws NotFound for a service that is not known and for what is not its API. */
function targetOf({ url, raw }: Request, services: Readonly<Record<string, string>>): URL {
  const [, named = '', path = ''] = /^\/api\/([^/?]+)(\/.*)$/.exec(url) ?? [];
  // The path is resolved by the URL's rules before it is looked at: `/v1/%2e%2e/metrics` is `/metrics`.
  const { pathname, search } = new URL(`http://path${path}`);
  const service = ANSWERED_BY_ANOTHER.get(`${named}${pathname}`) ?? named;
  const own = `http://127.0.0.1:${raw.socket.localPort}`;
  const base = service === 'console' ? own : Object.hasOwn(services, service) ? services[service] : undefined;
  if (base === undefined) throw new NotFoundException();
  const target = new URL(base);
  if (!pathname.startsWith('/v1/') && pathname !== '/openapi.json') throw new NotFoundException();
  target.pathname = pathname;
  target.search = search;
  return target;
}

const pick = (headers: Headers, names: readonly string[]): Headers =>
  Object.fromEntries(
    names.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]),
  );
