import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { role, type Account } from '../../contract/api/accounts.js';
import { id } from '../../contract/values.js';
import type { Clock } from '../../platform/postgres/clock.js';
import type { Secrets } from '../../platform/process/secret.js';
import { unauthenticated } from '../errors.js';
import type { Caller } from './caller.js';
import type { RevokedSessions } from './revoked-sessions.js';

/** The claims of a valid access token. */
export interface Credentials extends Caller {
  expiresAt: Date;
}

const algorithm = 'HS256';
const party = { issuer: 'parkmate', audience: 'parkmate' };
const claims = z.object({ sub: id, role, sid: id, exp: z.int() });

/** Size of the cache of verified tokens, which saves a signature check per request. */
const remembered = 20_000;

/** Issues and verifies access tokens. They expire by the database's clock. */
export class AccessTokens {
  private readonly signingKey: Uint8Array;
  private readonly keys: Uint8Array[];
  private readonly verified = new LRUCache<string, Credentials>({ max: remembered });

  constructor(
    secrets: Secrets,
    private readonly ttlSeconds: number,
    private readonly clock: Clock,
    private readonly revoked: RevokedSessions,
  ) {
    const encoder = new TextEncoder();
    this.signingKey = encoder.encode(secrets[0]);
    this.keys = secrets.map((secret) => encoder.encode(secret));
  }

  /** Issues a token; its lifetime is rounded up to whole seconds. */
  async issue(account: Account, sessionId: string): Promise<{ accessToken: string; expiresAt: Date }> {
    const now = Math.ceil(this.clock.now().getTime() / 1_000);
    const expires = now + this.ttlSeconds;
    const accessToken = await new SignJWT({ role: account.role, sid: sessionId })
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(party.issuer)
      .setAudience(party.audience)
      .setSubject(account.id)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(this.signingKey);
    return { accessToken, expiresAt: new Date(expires * 1_000) };
  }

  /** @throws DomainError `token_expired`, or `unauthenticated` for any other defect. */
  async verify(token: string): Promise<Credentials> {
    const credentials = this.verified.get(token) ?? (await this.checkSignature(token));
    if (credentials.expiresAt <= this.clock.now()) throw expired();
    if (this.revoked.has(credentials.sessionId)) {
      throw unauthenticated('unauthenticated', 'This session has ended. Sign in again.');
    }
    return credentials;
  }

  private async checkSignature(token: string): Promise<Credentials> {
    const { sub, role, sid, exp } = await this.claimsOf(token);
    const credentials = { userId: sub, role, sessionId: sid, expiresAt: new Date(exp * 1_000) };
    this.verified.set(token, credentials);
    return credentials;
  }

  private async claimsOf(token: string): Promise<z.output<typeof claims>> {
    try {
      return claims.parse(await this.payloadOf(token));
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired();
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
        throw unauthenticated('unauthenticated', 'This access token is not valid.');
      }
      throw error;
    }
  }

  /** @throws JOSEError of the last secret, when no secret has signed the token or it has expired. */
  private async payloadOf(token: string): Promise<JWTPayload> {
    const options = { ...party, algorithms: [algorithm], currentDate: this.clock.now() };
    let refused: unknown;
    for (const key of this.keys) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (error) {
        refused = error;
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) break;
      }
    }
    throw refused;
  }
}

const expired = () => unauthenticated('token_expired', 'This access token has expired. Refresh it.');
