import {
  Catch,
  HttpException,
  Inject,
  ServiceUnavailableException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { NotFound, RuleBroken } from '@steward/domain';
import { InputRefused, isTransient } from '@steward/messaging';
import { throwError } from 'rxjs';
import { COMMON_ZH, RULES_ZH } from './problem.zh';

/** Chinese sentences by problem code; what a service adds to the common ones. */
export type ProblemsZh = Readonly<Record<string, string>>;
export const PROBLEMS_ZH = Symbol('problems in Chinese');

/** An HTTP problem with a stable code that no domain rule stands behind. */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    message: string,
  ) {
    super(message, status);
  }
}

type FieldError = { readonly path: string; readonly rule: string; readonly message: string };
type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
};
export type Asking = { readonly id: string; readonly headers: Readonly<Record<string, unknown>> };
type Reply = {
  /** What `err` holds is logged with the request's line. */
  readonly raw: { err?: unknown };
  code(status: number): Reply;
  headers(headers: Readonly<Record<string, string>>): Reply;
  send(body: string): unknown;
};

const BY_STATUS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['request.unreadable', 'The request cannot be read.'],
  401: ['request.unauthenticated', 'Sign in: a valid bearer token is needed.'],
  403: ['request.forbidden', 'Your role does not allow this.'],
  404: ['request.no-such-route', 'There is nothing at this address.'],
  405: ['request.method-not-allowed', 'This address does not answer to this method.'],
  413: ['request.too-large', 'The request is larger than is accepted.'],
  414: ['request.too-large', 'The request is larger than is accepted.'],
  415: ['request.media-type', 'This content type is not accepted here.'],
  503: ['server.not-ready', 'Not ready at the moment; try again soon.'],
};

/** Answers every error as RFC 9457 problem+json with a stable code, in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(PROBLEMS_ZH) private readonly zh: ProblemsZh) {}

  catch(error: unknown, host: ArgumentsHost) {
    if (host.getType() === 'rpc') return throwError(() => error);
    const http = host.switchToHttp();
    const reply = http.getResponse<Reply>();
    const { status, headers, body } = answerTo(error, http.getRequest<Asking>(), this.zh);
    if (status === UNEXPECTED.status) reply.raw.err = error;
    return reply.code(status).headers(headers).send(body);
  }
}

const text = (description: string) => ({ type: 'string', description });
/** What `answerTo` answers, as JSON Schema. RFC 9457. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'Why a request was refused. RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'code', 'traceId'],
  properties: {
    type: text('`urn:steward:problem:` and the code.'),
    title: text('The code.'),
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: text('A sentence for people, in the language that Accept-Language asks for: zh or en.'),
    code: { ...text('Stable; programs decide by it.'), pattern: '^[a-z0-9-]+\\.[a-z0-9-]+$' },
    traceId: { ...text('Finds the request in the logs.'), pattern: '^[0-9a-f]{32}$' },
    errors: {
      type: 'array',
      description: 'What does not fit, field by field.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: text('A JSON pointer into the input.'), message: text('A sentence for people.') },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** The problem that an error is answered with; `zh` adds to the sentences that all services share. */
export function answerTo(error: unknown, { id, headers }: Asking, zh: ProblemsZh = {}) {
  const { status, code, detail, errors } = problemOf(error);
  const isChinese = prefersChinese(String(headers['accept-language'] ?? ''));
  const body = {
    type: `urn:steward:problem:${code}`,
    title: code,
    status,
    detail: isChinese ? (zh[code] ?? COMMON_ZH[code] ?? detail) : detail,
    code,
    traceId: id,
    ...(errors && {
      errors: errors.map(({ path, rule, message }) => ({
        path,
        message: isChinese ? (RULES_ZH[rule] ?? zh[rule] ?? message) : message,
      })),
    }),
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': isChinese ? 'zh-CN' : 'en',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 503 && { 'retry-after': '1' }),
    },
    body: JSON.stringify(body),
  };
}

const UNEXPECTED: Problem = {
  status: 500,
  code: 'server.failed',
  detail: 'Something failed here; the trace id finds it in the logs.',
};

function problemOf(error: unknown): Problem {
  if (error instanceof RuleBroken) {
    const { code, message, path } = error;
    if (path === undefined) return { status: 409, code, detail: message };
    return { status: 422, code, detail: message, errors: [{ path, rule: code, message }] };
  }
  if (error instanceof NotFound) return { status: 404, code: error.code, detail: error.message };
  if (error instanceof InputRefused) {
    const { errors } = error;
    return { status: 422, code: 'request.refused', detail: 'The input does not fit; see errors.', errors };
  }
  if (error instanceof ProblemException) {
    return { status: error.getStatus(), code: error.code, detail: error.message };
  }
  if (error instanceof HttpException && error.getStatus() !== 500) {
    const status = error.getStatus();
    const [code, detail] = BY_STATUS[status] ?? ['request.refused', error.message];
    return { status, code, detail };
  }
  // What was tried is not at fault: the same request may succeed in a moment.
  return isTransient(error) ? problemOf(new ServiceUnavailableException()) : UNEXPECTED;
}

/** The first of zh and en in Accept-Language by weight; Chinese comes first where neither is asked for. */
export function prefersChinese(accepted: string): boolean {
  const weights = accepted.split(',').map((part) => {
    const [tag = '', quality = 'q=1'] = part.toLowerCase().replaceAll(/\s/g, '').split(';');
    return { tag, weight: Number(quality.replace('q=', '')) || 0 };
  });
  const best = (language: string) =>
    Math.max(0, ...weights.filter(({ tag }) => tag.split('-')[0] === language).map(({ weight }) => weight));
  return best('zh') >= best('en');
}
