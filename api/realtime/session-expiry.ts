import type { Credentials } from '../../domain/accounts/access-tokens.js';
import type { Clock } from '../../platform/clock.js';
import type { NamespaceSocket } from './gateway.js';

type Expiring = Pick<NamespaceSocket, 'data' | 'emit' | 'disconnect'>;

/** The longest delay that a timer takes; a token that lives longer is looked at again then. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Lets a socket live as long as its token: `session:expired` is the last thing that it hears. Those of other namespaces of
 * the same connection have tokens of their own.
 */
export function expireWithToken(socket: Expiring, credentials: Credentials, clock: Clock): void {
  clearTimeout(socket.data.expiry);
  socket.data.credentials = credentials;
  const leftMs = credentials.expiresAt.getTime() - clock.now().getTime();
  socket.data.expiry = setTimeout(
    () => {
      if (leftMs > longestTimerMs) {
        expireWithToken(socket, credentials, clock);
        return;
      }
      socket.emit('session:expired');
      socket.disconnect();
    },
    Math.min(Math.max(leftMs, 0), longestTimerMs),
  );
}
