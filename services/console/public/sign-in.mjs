/*
 * OpenID Connect, authorization code with PKCE, by the public client that /v1/client-config names. The
 * token stays in memory: a page that is loaded again signs in again, which the issuer's own session makes
 * one redirect.
 */
const { atob, btoa, crypto, history, location, sessionStorage, TextDecoder, TextEncoder } = globalThis;
const PENDING = 'steward-sign-in';

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const redirectUri = () => `${location.origin}/`;

/** Whether the browser lets this page compute a PKCE challenge at all. */
export const canSignIn = () => crypto?.subtle !== undefined;

async function issuer() {
  const { issuer: url, clientId } = await (await fetch('/v1/client-config')).json();
  const discovery = await fetch(`${url.replace(/\/$/, '')}/.well-known/openid-configuration`);
  return { clientId, ...(await discovery.json()) };
}

/** Leaves for the issuer's login page. */
export async function leaveToSignIn() {
  const { clientId, authorization_endpoint: endpoint } = await issuer();
  const pending = { state: random(), verifier: random() };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier));
  const query = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri(),
    scope: 'openid profile',
    state: pending.state,
    code_challenge: base64url(challenge),
    code_challenge_method: 'S256',
  };
  location.assign(`${endpoint}?${new URLSearchParams(query)}`);
}

/** The access token of a sign-in that has just come back, or null where none has. Throws where it failed. */
export async function tokenFromReturn() {
  const answer = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  if (!answer.has('code') && !answer.has('error')) return null;
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', '/');
  if (!answer.has('code') || !pending || answer.get('state') !== pending.state)
    throw new Error('sign-in refused');
  const { clientId, token_endpoint: endpoint } = await issuer();
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    code: answer.get('code'),
    redirect_uri: redirectUri(),
    code_verifier: pending.verifier,
  };
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
  if (!response.ok) throw new Error('sign-in refused');
  return (await response.json()).access_token;
}

/** The name that the token bears. It is shown and nothing else: services prove the token. */
export function nameIn(token) {
  const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (sign) => sign.charCodeAt(0));
  const { name, sub } = JSON.parse(new TextDecoder().decode(bytes));
  return name ?? sub;
}
