import type { Namespace, Server, Socket } from 'socket.io';
import type {
  ClientToServer,
  DashboardToClient,
  KeepsSession,
  RefusalCode,
  ServerToClient,
} from '../../contract/sockets.js';
import type { LiveBatch } from '../../domain/notifications/live-message.js';
import type { Credentials } from '../../domain/accounts/access-tokens.js';
import type { Services } from '../services.js';
import type { Connection } from './limits/connection.js';
import type { UserAllowances } from './limits/user-allowance.js';

/** What the server knows of a socket. */
export interface SocketData {
  credentials: Credentials;
  /** Ends the socket with its token. */
  expiry?: NodeJS.Timeout;
}

/** What an inbox socket has been sent, so that the server sends nothing twice. */
export interface InboxSocketData extends SocketData {
  epoch: string | undefined;
  /** Everything up to here has been sent; before the first inbox, what the client said that it holds. */
  cursor: number;
  /** Sent although something before it is missing. */
  ahead: Set<number>;
  /** Live messages are held back until the first inbox is out: it says which of them the client has by then. */
  held: LiveBatch['messages'] | undefined;
  /** Resolves when the inbox that is being sent is out. */
  lastInbox: Promise<void>;
}

export interface BetweenServers {
  'live-batch': (batch: LiveBatch) => void;
  'live-gap': () => void;
  'session-revoked': (sessionId: string) => void;
}

export type Gateway = Server<ClientToServer, ServerToClient, BetweenServers, InboxSocketData>;
export type InboxSocket = Socket<ClientToServer, ServerToClient, BetweenServers, InboxSocketData>;
export type DashboardNamespace = Namespace<KeepsSession, DashboardToClient, BetweenServers, SocketData>;
export type DashboardSocket = Socket<KeepsSession, DashboardToClient, BetweenServers, SocketData>;

/** What sockets of all namespaces have in common. */
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

/** What the door of every namespace needs. */
export interface Doorway {
  services: Services;
  users: UserAllowances<NamespaceSocket>;
}

/** Rooms are made of what the token says. No client names one. */
export const userRoom = (userId: string) => `user:${userId}`;
export const sessionRoom = (sessionId: string) => `session:${sessionId}`;

/** An error that Socket.IO hands to the client as `connect_error`. */
export class ConnectionRefused extends Error {
  readonly data: { code: RefusalCode };

  constructor(code: RefusalCode, detail: string) {
    super(detail);
    this.data = { code };
  }
}
