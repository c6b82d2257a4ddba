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

/** Access tokens of the issuer by client credentials, each kept until shortly before it expires. */
export class Identity {
  private readonly tokens = new Map<string, Promise<Token>>();
  private endpoint: Promise<string> | null = null;

  constructor(private readonly issuer: string) {}

  /** Throws a Failure where the issuer cannot be reached or does not know the login. */
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
    const { access_token: text, expires_in: seconds = 60 } = (await answer.json()) as {
      access_token: string;
      expires_in?: number;
    };
    return { text, expiresAt: Date.now() + (seconds - 15) * 1000 };
  }

  private async discover(): Promise<string> {
    const answer = await this.fetch(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { token_endpoint: endpoint } = (await answer.json().catch(() => ({}))) as {
      token_endpoint?: string;
    };
    if (!endpoint) throw new Failure(`${this.issuer} is no OpenID issuer.`);
    return endpoint;
  }

  private async fetch(url: string, init?: RequestInit): Promise<Response> {
    try {
      return await fetch(url, { ...init, signal: AbortSignal.timeout(15_000) });
    } catch {
      this.endpoint = null;
      throw new Failure(`The issuer ${this.issuer} cannot be reached.`);
    }
  }
}
