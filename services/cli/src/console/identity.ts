import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../failure';

/** Who signs in, and as what. */
export type Login = {
  readonly login: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly vendorId?: string;
  readonly name?: string;
};
type Credentials = Pick<Login, 'login' | 'password'>;
type Token = { readonly text: string; readonly expiresAt: number };

/** Milliseconds for which a service or the issuer may be away, as while it is started again. */
export const PATIENCE = 60_000;

/** Access tokens of the issuer by client credentials, each kept until shortly before it expires. */
export class Identity {
  private readonly tokens = new Map<string, Promise<Token>>();
  private endpoint: Promise<string> | null = null;

  constructor(
    private readonly issuer: string,
    private readonly patienceMs = PATIENCE,
  ) {}

  /** Throws a Failure where the issuer cannot be reached for long, or does not know the login. */
  async tokenOf(who: Credentials): Promise<string> {
    const held = await this.tokens.get(who.login);
    if (held && held.expiresAt > Date.now()) return held.text;
    const asked = this.ask(who);
    this.tokens.set(who.login, asked);
    asked.catch(() => this.tokens.delete(who.login));
    return (await asked).text;
  }

  /** The next call asks anew. */
  forget({ login }: Pick<Login, 'login'>): void {
    this.tokens.delete(login);
  }

  private async ask({ login, password }: Credentials): Promise<Token> {
    this.endpoint ??= this.discover();
    const credentials = [login, password].map(encodeURIComponent).join(':');
    const answer = await this.fetch(await this.endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    if (!answer.ok)
      throw new Failure(`The issuer ${this.issuer} does not let ${login} in (${answer.status}).`);
    const said = saidIn<{ access_token: string; expires_in?: number }>(answer);
    if (!said) throw new Failure(`The issuer ${this.issuer} does not answer in JSON.`);
    const { access_token: text, expires_in: seconds = 60 } = said;
    return { text, expiresAt: Date.now() + (seconds - 15) * 1000 };
  }

  private async discover(): Promise<string> {
    const answer = await this.fetch(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const endpoint = saidIn<{ token_endpoint?: string }>(answer)?.token_endpoint;
    if (!endpoint) throw new Failure(`${this.issuer} is no OpenID issuer.`);
    return endpoint;
  }

  /** Asks until there is an answer that is not the issuer's trouble. */
  private async fetch(url: string, init?: RequestInit): Promise<Answer> {
    const deadline = Date.now() + this.patienceMs;
    for (;;) {
      const asked = whole(url, { ...init, signal: AbortSignal.timeout(15_000) });
      const answer = await asked.catch(() => null);
      if (answer && answer.status < 500) return answer;
      if (Date.now() > deadline) {
        this.endpoint = null;
        throw new Failure(`The issuer ${this.issuer} cannot be reached.`);
      }
      await pause(500);
    }
  }
}

/** An answer that has come to its end: a connection may also break in the middle. */
export type Answer = Pick<Response, 'status' | 'ok'> & { readonly text: string };

export async function whole(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url, init);
  const { status, ok } = answer;
  return { status, ok, text: await answer.text() };
}

/** What an answer says, or null where that is no JSON. */
export function saidIn<T>({ text }: Answer): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
