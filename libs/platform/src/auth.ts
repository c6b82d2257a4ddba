import {
  createParamDecorator,
  ForbiddenException,
  Inject,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { Actor, Asked, EventContext } from '@steward/messaging';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ServiceConfig } from './config';
import { ProblemException } from './problem';

/** Who may do something. `vendor` carries a vendor id and sees that vendor's rows only. Design section 5. */
export const ROLES = [
  'office-head',
  'vendor-manager',
  'legal',
  'finance-maker',
  'finance-checker',
  'technical',
  'risk',
  'auditor',
  'platform-admin',
  'vendor',
  'service',
] as const;
export type Role = (typeof ROLES)[number];
/** A service's permissions and the roles that hold them. What is not listed is refused. */
export type Permissions = Readonly<Record<string, readonly Role[]>>;
export const PERMISSIONS = Symbol('permissions');
/** The enterprise's own people: everybody but vendors and services. */
export const ENTERPRISE: readonly Role[] = ROLES.filter((role) => role !== 'vendor' && role !== 'service');

/** What the caller must be allowed to do. A route or subject without one stops the boot. */
export const Permission = Reflector.createDecorator<string>();
/** Needs no token: probes and the documents of the API. */
export const PUBLIC = 'public';

export type Caller = { readonly by: string; readonly actor: Actor; readonly roles: readonly Role[] };
export type HttpRequest = {
  readonly id: string;
  caller?: Caller;
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/** Seconds that a token's proof is taken for granted: so long a key that the issuer withdrew still opens. */
const PROOF_KEPT_SECONDS = 60;
/** Seconds that the issuer's clock may be behind. */
const TOLERANCE_SECONDS = 30;

/** Proves the caller by its bearer token and lets in who holds the route's permission. Default: nobody. */
@Injectable()
export class BearerGuard implements CanActivate {
  private readonly keys: JWTVerifyGetKey;
  /** A signature costs more to check than most commands need beside it. */
  private readonly proven = new LRUCache<string, Caller>({ max: 1000 });

  constructor(
    private readonly reflector: Reflector,
    @Inject(PERMISSIONS) private readonly permissions: Permissions,
    private readonly config: ServiceConfig,
  ) {
    this.keys = keysOf(config);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() === 'rpc') return true; // what comes over the bus was let in by the broker
    const permission = this.reflector.get(Permission, context.getHandler());
    if (permission === PUBLIC) return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const caller = await this.prove(request.headers.authorization);
    request.caller = caller;
    const allowed = this.permissions[permission] ?? [];
    if (!caller.roles.some((role) => allowed.includes(role))) throw new ForbiddenException();
    return true;
  }

  private async prove(authorization: string | undefined): Promise<Caller> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new UnauthorizedException();
    const known = this.proven.get(token);
    if (known) return known;
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.config.OIDC_ISSUER,
      audience: this.config.OIDC_AUDIENCE,
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      throw error instanceof ProblemException ? error : new UnauthorizedException();
    });
    const caller = callerOf(payload);
    this.proven.set(token, caller, { ttl: proofKeptMs(payload.exp!, Date.now()) });
    return caller;
  }
}

/** Milliseconds, 1 at least, for which a token that is good until `exp` (epoch seconds) stays proven. */
export function proofKeptMs(exp: number, now: number): number {
  const goodMs = (exp + TOLERANCE_SECONDS) * 1000 - now;
  return Math.max(1, Math.min(goodMs, PROOF_KEPT_SECONDS * 1000));
}

function callerOf({ sub, roles, vendor_id: vendorId }: JWTPayload): Caller {
  const held = ROLES.filter((role) => Array.isArray(roles) && roles.includes(role));
  const isVendor = held.includes('vendor');
  const isOneVendor = typeof vendorId === 'string' && vendorId !== '' && held.length === 1;
  if (isVendor && !isOneVendor) throw new UnauthorizedException();
  const isService = held.length === 1 && held[0] === 'service';
  return {
    by: sub!,
    roles: held,
    actor: isVendor ? `vendor:${vendorId}` : isService ? 'service' : 'enterprise',
  };
}

/** The issuer's keys, found by its discovery document at the first token. jose bounds how often it asks. */
function keysOf({ OIDC_ISSUER, OIDC_JWKS_URL }: ServiceConfig): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | null = OIDC_JWKS_URL ? createRemoteJWKSet(new URL(OIDC_JWKS_URL)) : null;
  return async (header, token) => {
    try {
      keys ??= createRemoteJWKSet(new URL(await discover(OIDC_ISSUER)));
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JOSEError && !KEYS_AWAY.includes(error.code)) throw error;
      throw new ProblemException(503, 'identity.unreachable', 'The issuer of tokens does not answer.');
    }
  };
}

/** What jose throws where the issuer's keys cannot be had; every other error is the token's. */
const KEYS_AWAY = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'];

async function discover(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5000),
  });
  const { jwks_uri: jwksUri } = (await answer.json()) as { jwks_uri: string };
  return jwksUri;
}

/** When a driver plays a request, ISO 8601; nobody heeds it where time is real. Design rule 16. */
const PLAYED_AT = 'steward-at';

/** The actor that the guard proved. */
export const ActingAs = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => callerIn(context).actor,
);

/** Who asks, and under which key: an HTTP request's Idempotency-Key (400 without one) or an event's id. */
export const WhoAsks = createParamDecorator(
  (_: unknown, context: ExecutionContext): Asked => {
    if (context.getType() === 'rpc') {
      const { event, unit } = context.switchToRpc().getContext<EventContext>();
      const by = `service:${event.producer.toLowerCase().replaceAll('_', '-')}`;
      const known = { ...(event.trace && { trace: event.trace }), ...instantIn(event.occurredAt) };
      return { actor: 'service', by, key: event.eventId, unit, ...known };
    }
    const { headers, id } = context.switchToHttp().getRequest<HttpRequest>();
    const key = headers['idempotency-key'];
    if (!key || key.length > 200) {
      throw new ProblemException(
        400,
        'request.key-missing',
        'Send an Idempotency-Key header of 1 to 200 characters.',
      );
    }
    const { actor, by } = callerIn(context);
    return { actor, by, key, trace: traceparentOf(id), ...instantIn(headers[PLAYED_AT]) };
  },
  [
    // The header is documented here, where it is read, and not on every route.
    (controller, method) => {
      const descriptor = Object.getOwnPropertyDescriptor(controller, method!);
      ApiHeader({
        name: 'Idempotency-Key',
        required: true,
        description: 'Chosen by the caller, one for each command: a repetition gets the answer of the first.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
      })(controller, method!, descriptor!);
    },
  ],
);

/**
 * Who tells something by a webhook, which cannot choose a key: each call is one of its own, and what it tells
 * must be known again by its content.
 */
export const WhoTells = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const { headers, id } = context.switchToHttp().getRequest<HttpRequest>();
  const { actor, by } = callerIn(context);
  return { actor, by, key: randomUUID(), trace: traceparentOf(id), ...instantIn(headers[PLAYED_AT]) };
});

/**
 * A W3C traceparent of the request's trace id (32 hexadecimal digits). Its second half serves as the span's:
 * an id that came from a tracer of 64 bits has nothing but zeros in the first.
 */
export const traceparentOf = (traceId: string): string => `00-${traceId}-${traceId.slice(16)}-01`;

function instantIn(text: string | undefined): Pick<Asked, 'at'> {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? {} : { at };
}

function callerIn(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<HttpRequest>();
  if (!caller) throw new UnauthorizedException();
  return caller;
}
