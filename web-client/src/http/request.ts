import { freshToken, renewedToken } from '../session/session.js';
import { exchange, type Request } from './exchange.js';
import { ApiProblem } from './problem.js';

type Call = Omit<Request, 'token' | 'keepalive'>;

/** Asks in the user's name. A token that the server finds used up is replaced once. @throws ApiProblem, Unreachable */
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

/** Asks in nobody's name. */
export const requestOpenly = async <Body>(call: Call): Promise<Body> => (await exchange<Body>(call)).body;
