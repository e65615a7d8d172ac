import { freshToken, renewedToken } from '../session/session.js';
import { exchange, type Request } from './exchange.js';
import { ApiProblem } from './problem.js';

type Call = Omit<Request, 'token' | 'keepalive'>;

/** Sends an authenticated request. On an expired token it refreshes and retries once. @throws ApiProblem, Unreachable */
export async function request<Body>(call: Call): Promise<Body> {
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
