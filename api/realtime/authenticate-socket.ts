import type { Role } from '../../contract/api/accounts.js';
import { Problem } from '../../platform/errors.js';
import type { Services } from '../services.js';
import { ConnectionRefused, sessionRoom, type SocketData } from './gateway.js';

/** As much of a socket as the door needs. */
interface Arriving {
  handshake: { headers: { origin?: string | undefined }; auth: Record<string, unknown> };
  data: SocketData;
  join(room: string): Promise<void> | void;
}

/**
 * The door of a namespace: an origin of ours, a valid token in `auth`, and one of these roles.
 * A client without an Origin is no browser, and so cannot be led here by a foreign page.
 */
export function authenticateSocket({ env, tokens, log }: Services, who: readonly Role[]) {
  const admit = async (socket: Arriving): Promise<void> => {
    const { origin } = socket.handshake.headers;
    if (origin !== undefined && !env.PUBLIC_ORIGIN.includes(origin)) {
      throw new ConnectionRefused('origin_not_allowed', 'This page may not connect here.');
    }
    const { token } = socket.handshake.auth;
    if (typeof token !== 'string')
      throw new ConnectionRefused('unauthenticated', 'A token is needed in auth.token.');
    const credentials = await tokens.verify(token);
    if (!who.includes(credentials.role))
      throw new ConnectionRefused('forbidden', 'Your role may not connect here.');
    socket.data.credentials = credentials;
    await socket.join(sessionRoom(credentials.sessionId));
  };

  return (socket: Arriving, next: (error?: Error) => void): void => {
    admit(socket).then(
      () => {
        next();
      },
      (error: unknown) => {
        next(refusal(error, (reason) => log.error('a socket could not be authenticated', { error: reason })));
      },
    );
  };
}

function refusal(error: unknown, onUnexpected: (error: unknown) => void): ConnectionRefused {
  if (error instanceof ConnectionRefused) return error;
  if (error instanceof Problem && error.status === 401) {
    return new ConnectionRefused(
      error.code === 'token_expired' ? 'token_expired' : 'unauthenticated',
      error.detail,
    );
  }
  onUnexpected(error);
  return new ConnectionRefused('unauthenticated', 'The token could not be checked.');
}
