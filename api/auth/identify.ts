import type { Request } from 'express';
import type { AccessTokens } from '../../domain/accounts/access-tokens.js';
import type { Caller } from '../../domain/accounts/caller.js';
import { DomainError, forbidden, unauthenticated } from '../../domain/errors.js';
import type { Who } from '../http/route.js';

/** The token of an `Authorization: Bearer` header. */
export const bearerTokenOf = (req: Request): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1];

/** Authenticates a request. Returns the error instead of throwing it, so that the rate limit counts failures too. */
export async function identify(tokens: AccessTokens, req: Request): Promise<Caller | DomainError> {
  const token = bearerTokenOf(req);
  if (token === undefined) {
    return unauthenticated('unauthenticated', 'Sign in, and send the access token as a Bearer token.');
  }
  try {
    const { userId, role, sessionId } = await tokens.verify(token);
    return { userId, role, sessionId };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** @throws DomainError `unauthenticated` without a good token, `forbidden` for a role that may not, before anything is looked up. */
export function admit(who: Who, identity: Caller | DomainError): Caller | undefined {
  if (who === 'anybody') return undefined;
  if (identity instanceof DomainError) throw identity;
  if (!who.includes(identity.role)) throw forbidden(`This is for ${who.join(', ')} only.`);
  return identity;
}
