import type { Credentials } from '../../domain/accounts/access-tokens.js';
import type { Clock } from '../../platform/postgres/clock.js';
import type { NamespaceSocket } from './gateway.js';

type Expiring = Pick<NamespaceSocket, 'data' | 'emit' | 'disconnect'>;

/** The clock is read again after this time: the database's clock may be stepped, and this machine may be suspended. */
const longestTimerMs = 60_000;

/**
 * Disconnects a socket when its token expires, after `session:expired`. Sockets of other namespaces of the same connection have
 * tokens of their own.
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
