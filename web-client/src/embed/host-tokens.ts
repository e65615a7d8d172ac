import type { Account } from '../../../contract/api/accounts.js';
import { ApiProblem } from '../http/problem.js';
import { withinLimit } from '../http/time-limit.js';
import type { Grant } from '../session/tokens.js';

/**
 * How the page of another site gets a token of its user, usually from its own server.
 * @param stale the last token, where ParkMate needs another one: a page that keeps tokens must not give it again
 */
export type GetToken = (stale?: string) => Promise<string> | string;

/** A page that gives a token again which has expired is not asked all the time. */
const leastMs = 15_000;

interface Claims {
  userId: string | undefined;
  expiresAtMs: number;
}

/** What a token says of itself; what it is worth is the server's to say. */
export function claimsOf(token: string): Claims {
  try {
    const [, payload = ''] = token.split('.');
    const { sub, exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as {
      sub?: unknown;
      exp?: unknown;
    };
    return {
      userId: typeof sub === 'string' ? sub : undefined,
      expiresAtMs: typeof exp === 'number' ? exp * 1_000 : 0,
    };
  } catch {
    return { userId: undefined, expiresAtMs: 0 };
  }
}

export interface HostTokenDeps {
  getToken: GetToken;
  /** Asks the server whose token it is. @throws ApiProblem 401 where it is worth nothing */
  whoIs: (token: string) => Promise<Account>;
  /** Epoch milliseconds of the server's clock. */
  serverNow: () => number;
}

/**
 * A token of the page, with its person and what is left of it.
 * @param known whose the last one was
 * @throws what the page throws; Unreachable where it does not answer; ApiProblem
 */
export async function askPage(
  { getToken, whoIs, serverNow }: HostTokenDeps,
  stale: string | undefined,
  known: Account | undefined,
): Promise<Grant> {
  const ask = (stale: string | undefined) => withinLimit(Promise.resolve().then(() => getToken(stale)));
  const grant = async (accessToken: string): Promise<Grant> => {
    const { userId, expiresAtMs } = claimsOf(accessToken);
    const user = known && known.id === userId ? known : await whoIs(accessToken);
    const leftMs = expiresAtMs - serverNow();
    return { user, accessToken, leftMs: Math.max(leftMs || 0, leastMs) };
  };
  const token = await ask(stale);
  try {
    return await grant(token);
  } catch (error) {
    // The page has kept it for too long.
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    return grant(await ask(token));
  }
}
