import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whom a token speaks for; `roles` by their names in design.md section 5. */
export type TokenHolder = {
  readonly subject: string;
  readonly roles: readonly string[];
  /** Only for the role `vendor`. */
  readonly vendorId?: string;
};

/** What a forged or stale token has other than it should. */
type Flaw = { readonly issuer?: string; readonly audience?: string; readonly lifetimeSeconds?: number };

/** A provider of identities: `issuer` is the address where it publishes its keys. */
export type TestIdentity = {
  readonly issuer: string;
  readonly audience: string;
  /** A signed access token, good for five minutes unless `flaw` says otherwise. */
  token(holder: TokenHolder, flaw?: Flaw): Promise<string>;
  stop(): Promise<void>;
};

const AUDIENCE = 'steward';

/** Serves discovery and keys over HTTP, as any OpenID provider does, and signs tokens with them. */
export async function startIdentity(): Promise<TestIdentity> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = 'test';
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] };

  let issuer = '';
  const server = createServer(({ url }, response) => {
    const pages: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/jwks` },
      '/jwks': jwks,
    };
    const page = pages[url ?? ''];
    response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(page ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    audience: AUDIENCE,
    token({ subject, roles, vendorId }, flaw = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ roles, ...(vendorId ? { vendor_id: vendorId } : {}) })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'at+jwt' })
        .setIssuer(flaw.issuer ?? issuer)
        .setAudience(flaw.audience ?? AUDIENCE)
        .setSubject(subject)
        .setIssuedAt(now)
        .setExpirationTime(now + (flaw.lifetimeSeconds ?? 300))
        .sign(privateKey);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
