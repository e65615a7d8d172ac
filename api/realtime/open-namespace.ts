import type { Role } from '../../contract/api/accounts.js';
import type { Credentials } from '../../domain/accounts/access-tokens.js';
import { leaveNamespace } from './limits/connection.js';
import { authenticateSocket } from './authenticate-socket.js';
import type { NamespaceDeps, NamespaceSocket } from './gateway.js';
import { answerRenewals } from './renew-token.js';
import { expireWithToken } from './session-expiry.js';
import { countConnect, countDisconnect } from './socket-metrics.js';

interface Namespace<Socket extends NamespaceSocket> {
  use(door: ReturnType<typeof authenticateSocket>): unknown;
  on(event: 'connection', welcome: (socket: Socket) => void): unknown;
  readonly sockets: ReadonlyMap<string, Socket>;
}

interface Life<Socket> {
  /** Roles that may join. */
  roles: readonly Role[];
  onEnter: (socket: Socket) => void;
  onLeave?: (socket: Socket) => void;
  /** Called when the socket has got a renewed token. */
  onRenewed?: (socket: Socket, before: Credentials) => void;
}

/**
 * Opens a namespace whose sockets live as long as their tokens. A socket that expires does not affect others of its
 * connection. This is the only way to open one: it makes sure that its sockets end with their sessions.
 */
export function openNamespace<Socket extends NamespaceSocket>(
  namespace: Namespace<Socket>,
  deps: NamespaceDeps,
  { roles, onEnter, onLeave, onRenewed }: Life<Socket>,
): void {
  deps.opened.push(namespace);
  namespace.use(authenticateSocket(deps, roles));
  namespace.on('connection', (socket) => {
    const { credentials } = socket.data;
    const allowance = deps.users.of(credentials.userId);
    countConnect(socket);
    expireWithToken(socket, credentials, deps.services.clock);
    socket.on('disconnect', (reason: string) => {
      countDisconnect(socket, reason);
      clearTimeout(socket.data.expiry);
      allowance.leave(socket);
      leaveNamespace(socket.conn, socket.nsp.name);
      onLeave?.(socket);
    });
    answerRenewals(socket, deps, roles, (before) => onRenewed?.(socket, before));
    const replaced = allowance.enter(socket);
    replaced?.emit('session:replaced');
    replaced?.disconnect();
    onEnter(socket);
  });
}
