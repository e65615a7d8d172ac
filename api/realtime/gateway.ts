import type { Namespace, Server, Socket } from 'socket.io';
import type {
  ClientToServer,
  DashboardToClient,
  KeepsSession,
  OperationsToClient,
  RefusalCode,
  ServerToClient,
} from '../../contract/sockets.js';
import type { LiveBatch } from '../../domain/notifications/live-message.js';
import type { Credentials } from '../../domain/accounts/access-tokens.js';
import type { Services } from '../services.js';
import type { Connection } from './limits/connection.js';
import type { UserAllowances } from './limits/user-allowance.js';

/** State of a socket. */
interface SocketData {
  credentials: Credentials;
  /** Disconnects the socket when its token expires. */
  expiry?: NodeJS.Timeout;
}

/** What an inbox socket was sent, so that nothing is sent twice. */
export interface InboxSocketData extends SocketData {
  epoch: string | undefined;
  /** Everything up to this `seq` was sent; before the first inbox, the cursor that the client gave. */
  cursor: number;
  /** Sent out of order, beyond a gap; undefined without a gap, since a Set per idle socket costs memory. */
  ahead?: Set<number> | undefined;
  /** Live messages buffered until the first inbox is sent, which may contain them. */
  held: LiveBatch['messages'] | undefined;
  /** In the history of connections; undefined where it is not recorded. */
  connectionId: string | undefined;
  /** Resolves when the current inbox was sent. */
  lastInbox: Promise<void>;
}

interface BetweenServers {
  'live-batch': (batch: LiveBatch) => void;
  'live-gap': () => void;
  'session-revoked': (sessionId: string) => void;
}

export type Gateway = Server<ClientToServer, ServerToClient, BetweenServers, InboxSocketData>;
export type InboxSocket = Socket<ClientToServer, ServerToClient, BetweenServers, InboxSocketData>;
export type DashboardNamespace = Namespace<KeepsSession, DashboardToClient, BetweenServers, SocketData>;
export type DashboardSocket = Socket<KeepsSession, DashboardToClient, BetweenServers, SocketData>;
export type OperationsNamespace = Namespace<KeepsSession, OperationsToClient, BetweenServers, SocketData>;
export type OperationsSocket = Socket<KeepsSession, OperationsToClient, BetweenServers, SocketData>;

/** The common part of sockets of all namespaces. */
export interface NamespaceSocket {
  nsp: { name: string };
  conn: Connection;
  handshake: { headers: { origin?: string | undefined }; auth: Record<string, unknown> };
  data: SocketData;
  connected: boolean;
  emit(event: 'session:expired' | 'session:replaced'): boolean;
  on(event: string, listen: (...args: never[]) => void): unknown;
  join(room: string): Promise<void> | void;
  leave(room: string): Promise<void> | void;
  disconnect(): unknown;
}

/** Dependencies of every namespace. */
export interface NamespaceDeps {
  services: Services;
  users: UserAllowances<NamespaceSocket>;
  /** Every namespace, as `openNamespace` has opened it: sockets of a session that ends are closed in all of them. */
  opened: { readonly sockets: ReadonlyMap<string, NamespaceSocket> }[];
}

/** Room names are derived from the token, never from client input. */
export const userRoom = (userId: string) => `user:${userId}`;

/** An error that Socket.IO hands to the client as `connect_error`. */
export class ConnectionRefused extends Error {
  readonly data: { code: RefusalCode };

  constructor(code: RefusalCode, detail: string) {
    super(detail);
    this.data = { code };
  }
}
