import { generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import { loginPage } from './login-page.mjs';
import { provideLogins, readLogins } from './logins.mjs';

/*
 * An OpenID provider for local runs only, a process of its own. Programs get a token for a login by the
 * client credentials grant (client_id = login, client_secret = password), people sign in at the public
 * client `console` by authorization code and PKCE.
 *
 * Environment: IDENTITY_PORT, IDENTITY_DIR (its keys), LOGINS_FILE, CONSOLE_ORIGINS (separated by spaces),
 * IDENTITY_HOST (where it listens; a container's port is published from all its addresses).
 */
const { IDENTITY_PORT, IDENTITY_DIR, LOGINS_FILE, CONSOLE_ORIGINS = '' } = process.env;
const { IDENTITY_HOST = '127.0.0.1' } = process.env;
const issuer = `http://127.0.0.1:${IDENTITY_PORT}`;
const origins = CONSOLE_ORIGINS.split(' ').filter(Boolean);
const AUDIENCE = 'steward';
/** The name of the API as a resource: a token becomes a JWT for the audience only by way of one. */
const RESOURCE = 'urn:steward:api';
const HOUR = 60 * 60;

const loginOf = (name) => readLogins(LOGINS_FILE).find(({ login }) => login === name);
const claimsOf = ({ roles, vendorId, name }) => ({ roles, name, ...(vendorId && { vendor_id: vendorId }) });

/** Signing and cookie keys live as long as the local state, so that a restart signs nobody out. */
function secrets() {
  const file = join(IDENTITY_DIR, 'identity-keys.json');
  if (!existsSync(file)) {
    mkdirSync(IDENTITY_DIR, { recursive: true });
    const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    const kept = {
      jwks: { keys: [{ ...jwk, kid: randomBytes(6).toString('hex'), alg: 'RS256', use: 'sig' }] },
      cookies: [randomBytes(32).toString('hex')],
    };
    writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

const console_ = {
  client_id: 'console',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: origins.flatMap((origin) => [`${origin}/`, `${origin}/signed-in`]),
  post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
};

/** A login is also a client; the file is asked each time, because vendors are added while we run. */
const clients = {
  async find(id) {
    const login = loginOf(id);
    return (
      login && {
        client_id: id,
        client_secret: login.password,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      }
    );
  },
  async upsert() {},
  async destroy() {},
};
provideLogins(LOGINS_FILE);
const memory = createMemoryAdapter();
const { jwks, cookies } = secrets();

const provider = new Provider(issuer, {
  adapter: (model) => (model === 'Client' ? clients : memory(model)),
  jwks,
  cookies: { keys: cookies },
  clients: origins.length > 0 ? [console_] : [],
  clientBasedCORS: (_, origin, client) => client.clientId === 'console' && origins.includes(origin),
  pkce: { required: () => true },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name', 'roles', 'vendor_id'] },
  ttl: {
    AccessToken: HOUR,
    ClientCredentials: HOUR,
    IdToken: HOUR,
    Session: 12 * HOUR,
    Grant: 12 * HOUR,
    Interaction: HOUR,
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience: AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: HOUR,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  extraTokenClaims(_, token) {
    const login = loginOf(token.accountId ?? token.clientId);
    return login && claimsOf(login);
  },
  findAccount(_, name) {
    const login = loginOf(name);
    return login && { accountId: name, claims: () => ({ sub: name, ...claimsOf(login) }) };
  },
  interactions: { url: (_, { uid }) => `/login/${uid}` },
  /** Our own console needs nobody's consent. */
  async loadExistingGrant({ oidc }) {
    const known = oidc.session.grantIdFor(oidc.client.clientId);
    const found = known && (await oidc.provider.Grant.find(known));
    if (found) return found;
    const { accountId } = oidc.session;
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
    grant.addOIDCScope('openid profile');
    grant.addResourceScope(RESOURCE, '');
    await grant.save();
    return grant;
  },
});

async function serveLogin(request, response) {
  const { uid, params } = await provider.interactionDetails(request, response);
  const shown = { acceptLanguage: request.headers['accept-language'], action: `/login/${uid}` };
  if (request.method !== 'POST') return page(response, 200, { ...shown, login: params.login_hint });

  const form = new URLSearchParams(await bodyOf(request));
  const name = form.get('login') ?? '';
  if (!isRight(loginOf(name), form.get('password') ?? '')) {
    return page(response, 401, { ...shown, login: name, isRefused: true });
  }
  await provider.interactionFinished(request, response, { login: { accountId: name } });
}

function isRight(login, password) {
  const [given, wanted] = [password, login?.password ?? ''].map((text) => Buffer.from(text));
  return login !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

function page(response, status, shown) {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(loginPage(shown));
}

async function bodyOf(request) {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 10_000) throw new Error('The form is too large.');
  }
  return body;
}

const serveProvider = provider.callback();
const server = createServer((request, response) => {
  if (!request.url.startsWith('/login/')) return serveProvider(request, response);
  serveLogin(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain' });
    response.end('This sign-in has ended. Go back to the console and begin again.\n');
  });
});
provider.on('server_error', (_, error) => console.error(error));
server.listen(Number(IDENTITY_PORT), IDENTITY_HOST);
process.once('SIGTERM', () => process.exit(0));
