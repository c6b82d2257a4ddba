import {
  Catch,
  HttpException,
  Inject,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { NotFound, RuleBroken } from '@steward/domain';
import { InputRefused } from '@steward/messaging';
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
type Reply = {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): unknown;
};

const BY_STATUS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['request.unreadable', 'The request cannot be read.'],
  401: ['request.unauthenticated', 'Sign in: a valid bearer token is needed.'],
  403: ['request.forbidden', 'Your role does not allow this.'],
  404: ['request.no-such-route', 'There is nothing at this address.'],
  405: ['request.method-not-allowed', 'This address does not answer to this method.'],
  413: ['request.too-large', 'The request is larger than is accepted.'],
  415: ['request.media-type', 'Send application/json.'],
};

/** Answers every error as RFC 9457 problem+json with a stable code, in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  constructor(@Inject(PROBLEMS_ZH) private readonly zh: ProblemsZh) {}

  catch(error: unknown, host: ArgumentsHost) {
    if (host.getType() === 'rpc') return throwError(() => error);
    const request = host
      .switchToHttp()
      .getRequest<{ id: string; headers: Record<string, string | undefined> }>();
    const problem = problemOf(error);
    if (problem.status >= 500) this.logger.error({ err: error, traceId: request.id }, 'unexpected error');
    const isChinese = prefersChinese(request.headers['accept-language']);
    const detail = isChinese
      ? (this.zh[problem.code] ?? COMMON_ZH[problem.code] ?? problem.detail)
      : problem.detail;
    const errors = problem.errors?.map(({ path, rule, message }) => ({
      path,
      message: isChinese ? (RULES_ZH[rule] ?? message) : message,
    }));
    const body = {
      type: `urn:steward:problem:${problem.code}`,
      title: problem.code,
      status: problem.status,
      detail,
      code: problem.code,
      traceId: request.id,
      ...(errors && { errors }),
    };
    return host
      .switchToHttp()
      .getResponse<Reply>()
      .code(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', isChinese ? 'zh-CN' : 'en')
      .send(JSON.stringify(body));
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof RuleBroken) return { status: 409, code: error.code, detail: error.message };
  if (error instanceof NotFound) return { status: 404, code: error.code, detail: error.message };
  if (error instanceof InputRefused) {
    const { errors } = error;
    return { status: 422, code: 'request.refused', detail: 'The input does not fit; see errors.', errors };
  }
  if (error instanceof ProblemException) {
    return { status: error.getStatus(), code: error.code, detail: error.message };
  }
  if (error instanceof HttpException && error.getStatus() < 500) {
    const status = error.getStatus();
    const [code, detail] = BY_STATUS[status] ?? ['request.refused', error.message];
    return { status, code, detail };
  }
  return {
    status: 500,
    code: 'server.failed',
    detail: 'Something failed here; the trace id finds it in the logs.',
  };
}

/** The first of zh and en in Accept-Language by weight; Chinese comes first where neither is asked for. */
function prefersChinese(accepted: string | undefined): boolean {
  const weights = (accepted ?? '').split(',').map((part) => {
    const [tag = '', quality = 'q=1'] = part.trim().toLowerCase().split(';');
    return { tag, weight: Number(quality.replace(/^\s*q=/, '')) || 0 };
  });
  const best = (language: string) =>
    Math.max(0, ...weights.filter(({ tag }) => tag.split('-')[0] === language).map(({ weight }) => weight));
  return best('zh') >= best('en');
}
