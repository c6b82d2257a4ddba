import type { ReadableStream } from 'node:stream/web';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../failure';
import { PATIENCE, saidIn, whole, type Answer, type Identity, type Login } from './identity';

/** A service said no. `code` is stable: `contract.not-draft`. */
export class Refusal extends Failure {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
  ) {
    super(`${sentence} (${code})`);
  }
}

type Sent = { readonly type: string; readonly open: () => string | ReadableStream };
type Problem = {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { path: string; message: string }[];
};

/** The suite's public API as one person uses it: `/api/<service>/…` at the console. */
export class Api {
  constructor(
    private readonly consoleUrl: string,
    private readonly identity: Identity,
    private readonly who: Login,
    private readonly at?: Date,
  ) {}

  /** The same person at an instant of played time; where time is real nobody heeds it. Design rule 16. */
  playedAt(at: Date): Api {
    return new Api(this.consoleUrl, this.identity, this.who, at);
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path, {});
  }

  /** A file's bytes as they come, and its ETag. Throws what `get` throws. */
  async download(path: string): Promise<{ readonly etag: string; readonly content: ReadableStream }> {
    const token = await this.identity.tokenOf(this.who);
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
    const answer = await fetch(this.urlOf(path), { headers }).catch(() => null);
    if (answer === null) throw this.absence(path, null);
    if (!answer.ok) throw refusalOf({ status: answer.status, ok: false, text: await answer.text() });
    return { etag: answer.headers.get('etag') ?? '', content: answer.body as ReadableStream };
  }

  /** The same key twice is one effect; what a person asks twice by mistake happens once. */
  post<T>(path: string, key: string, body: object = {}): Promise<T> {
    const sent: Sent = { type: 'application/json', open: () => JSON.stringify(body) };
    return this.ask<T>('POST', path, { 'idempotency-key': key }, sent);
  }

  /** Sends a file as a stream; `open` gives it from its beginning, once for each attempt. */
  upload<T>(path: string, key: string, sent: Sent): Promise<T> {
    return this.ask<T>('POST', path, { 'idempotency-key': key }, sent);
  }

  /** All items of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let after: string | null = ''; after !== null;) {
      const separator = path.includes('?') ? '&' : '?';
      const page: { items: T[]; next: string | null } = await this.get(
        `${path}${separator}limit=100${after && `&after=${after}`}`,
      );
      items.push(...page.items);
      after = page.next;
    }
    return items;
  }

  private async ask<T>(
    method: string,
    path: string,
    headers: Record<string, string>,
    sent?: Sent,
  ): Promise<T> {
    const deadline = Date.now() + PATIENCE;
    for (let isRenewed = false; ;) {
      const answer = await this.send(method, path, headers, sent);
      if (answer === null || [502, 503, 504].includes(answer.status)) {
        if (Date.now() > deadline) throw this.absence(path, answer);
        await pause(500);
      } else if (answer.status === 401 && !isRenewed) {
        isRenewed = true;
        this.identity.forget(this.who);
      } else if (answer.ok) {
        return JSON.parse(answer.text) as T;
      } else {
        throw refusalOf(answer);
      }
    }
  }

  /** Null where the console cannot be reached, or breaks off. */
  private async send(
    method: string,
    path: string,
    headers: Record<string, string>,
    sent?: Sent,
  ): Promise<Answer | null> {
    const token = await this.identity.tokenOf(this.who);
    const init = {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        ...(this.at && { 'steward-at': this.at.toISOString() }),
        ...(sent && { 'content-type': sent.type }),
      },
      ...(sent && { body: sent.open(), duplex: 'half' }),
    };
    try {
      return await whole(this.urlOf(path), init as RequestInit);
    } catch {
      return null;
    }
  }

  private urlOf(path: string): string {
    return `${this.consoleUrl.replace(/\/$/, '')}/api/${path}`;
  }

  private absence(path: string, answer: Answer | null): Failure {
    if (answer === null) return new Failure(`The console at ${this.consoleUrl} cannot be reached.`);
    return new Failure(`The service ${path.split('/')[0]} does not answer (${refusalOf(answer).message}).`);
  }
}

function refusalOf(answer: Answer): Refusal {
  const problem = saidIn<Problem>(answer) ?? {};
  const fields = (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`).join('; ');
  const sentence = [problem.detail ?? `The answer was ${answer.status}.`, fields].filter(Boolean).join(' ');
  return new Refusal(answer.status, problem.code ?? String(answer.status), sentence);
}
