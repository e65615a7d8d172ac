import type { Request } from 'express';
import type { AccessTokens } from '../../domain/accounts/access-tokens.js';
import type { Caller } from '../../domain/accounts/caller.js';
import { forbidden, Problem, unauthenticated } from '../../platform/errors.js';
import type { Who } from '../http/route.js';

/** The token of an `Authorization: Bearer` header. */
export const bearerTokenOf = (req: Request): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1];

/** Who is calling, or why that cannot be believed. The rate limit counts both before either is acted on. */
export async function identify(tokens: AccessTokens, req: Request): Promise<Caller | Problem> {
  const token = bearerTokenOf(req);
  if (token === undefined) {
    return unauthenticated('unauthenticated', 'Sign in, and send the access token as a Bearer token.');
  }
  try {
    const { userId, role, sessionId } = await tokens.verify(token);
    return { userId, role, sessionId };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** @throws Problem 401 without a good token, 403 for a role that may not, before anything is looked up. */
export function admit(who: Who, identity: Caller | Problem): Caller | undefined {
  if (who === 'anybody') return undefined;
  if (identity instanceof Problem) throw identity;
  if (!who.includes(identity.role)) throw forbidden(`This is for ${who.join(', ')} only.`);
  return identity;
}
