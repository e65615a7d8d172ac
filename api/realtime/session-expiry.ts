import type { Credentials } from '../../domain/accounts/access-tokens.js';
import type { Clock } from '../../platform/clock.js';
import type { SocketData } from './gateway.js';

interface Expiring {
  data: SocketData;
  emit(event: 'session:expired'): boolean;
  disconnect(close: boolean): unknown;
}

/** The longest delay that a timer takes; a token that lives longer is looked at again then. */
const longestTimerMs = 2 ** 31 - 1;

/** Lets a socket live as long as its token: `session:expired` is the last thing that it hears. */
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
      socket.disconnect(true);
    },
    Math.min(Math.max(leftMs, 0), longestTimerMs),
  );
}
