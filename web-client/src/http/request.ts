import { freshToken, renewedToken } from '../session/credentials.js';
import { exchange, type Request } from './exchange.js';
import { ApiProblem } from './problem.js';
import { withinLimit } from './time-limit.js';

type Call = Omit<Request, 'token' | 'keepalive'>;

/**
 * Sends an authenticated request. On an expired token it refreshes and retries once. It gives up after ten seconds, also
 * where the token is what it waits for. @throws ApiProblem, Unreachable
 */
export const request = <Body>(call: Call): Promise<Body> => withinLimit(authenticated<Body>(call));

async function authenticated<Body>(call: Call): Promise<Body> {
  const token = await freshToken();
  try {
    return (await exchange<Body>({ ...call, token })).body;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    const renewed = await renewedToken(token);
    return (await exchange<Body>({ ...call, token: renewed })).body;
  }
}

/** Sends a request without a token. @throws ApiProblem, Unreachable */
export const requestOpenly = async <Body>(call: Call): Promise<Body> => (await exchange<Body>(call)).body;
