import { signal } from '@preact/signals';
import type { Socket } from 'socket.io-client';
import type {
  ClientToServer,
  Handshake,
  Inbox,
  InboxChange,
  LiveNotification,
  Refusal,
  RefusalCode,
  ServerToClient,
} from '../../../contract/sockets.js';
import type { Position } from './inbox-cursor.js';

/** The typed Socket.IO client. */
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'refused';

export interface ConnectionDeps {
  /** Creates the socket, which calls for credentials at each connection attempt. */
  open: (credentials: (present: (handshake: Handshake) => void) => void) => LiveSocket;
  position: () => Position;
  /** A token that is not known to have expired. Rejects when none can be obtained. */
  freshToken: () => Promise<string>;
  /** A replacement for a token that the server has rejected. Rejects when none can be obtained. */
  renewToken: (stale: string | undefined) => Promise<string>;
  onInbox: (inbox: Inbox) => void;
  onNotification: (notification: LiveNotification) => void;
  onChange: (change: InboxChange) => void;
}

const answerWithinMs = 5_000;
const longestPauseMs = 15_000;

/**
 * Reconnect delay after the server's limit of sockets per user has evicted this tab, lest the tabs evict each other in
 * turn.
 */
const replacedDelayMs = 60_000;

/** Reconnect delay after a rate limit. */
const rateLimitedDelayMs = 2_000;

/** The one socket of this tab. It reconnects by itself, with the token and the cursor of that moment. */
export class Connection {
  readonly state = signal<ConnectionState>('connecting');
  private readonly socket: LiveSocket;
  private presented: string | undefined;
  private isTokenUsedUp = false;
  private failures = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private isReplaced = false;
  private isStopped = false;

  constructor(private readonly deps: ConnectionDeps) {
    this.socket = deps.open((present) => void this.present(present));
    this.socket.on('inbox', (inbox) => {
      this.failures = 0;
      deps.onInbox(inbox);
      this.state.value = 'connected';
    });
    this.socket.on('notification', deps.onNotification);
    this.socket.on('inbox:changed', deps.onChange);
    this.socket.on('session:expired', () => {
      this.isTokenUsedUp = true;
    });
    this.socket.on('session:replaced', () => {
      this.isReplaced = true;
    });
    this.socket.on('disconnect', (reason) => {
      if (this.isStopped) return;
      this.state.value = 'reconnecting';
      // After any other reason socket.io-client reconnects by itself.
      if (reason === 'io server disconnect') this.reconnectAfter(this.isReplaced ? replacedDelayMs : 0);
      this.isReplaced = false;
    });
    this.socket.on('connect_error', (error) => {
      this.onRefused((error as { data?: { code?: RefusalCode } }).data?.code);
    });
  }

  /** @throws when no answer comes in time; the connection is then taken for half-open and reopened. */
  async sync({ cursor, epoch }: Position): Promise<Inbox | Refusal> {
    if (!this.socket.connected) throw new Error('not connected');
    try {
      const from = { cursor, ...(epoch === undefined ? {} : { epoch }) };
      // With `timeout`, the types of socket.io-client lose the type of the acknowledgement.
      return (await this.socket.timeout(answerWithinMs).emitWithAck('sync', from)) as Inbox | Refusal;
    } catch (error) {
      this.socket.io.engine.close();
      throw error;
    }
  }

  /** Reports the last `seq` shown on this device. @returns false when not connected. */
  shown(seq: number): boolean {
    if (this.socket.connected) this.socket.emit('shown', { seq }, () => undefined);
    return this.socket.connected;
  }

  /** Extends the authentication of the open socket with a newer token. */
  renew(token: string): void {
    if (token === this.presented || !this.socket.connected) return;
    this.presented = token;
    this.socket.emit('auth', { token }, () => undefined);
  }

  /** Reconnects now instead of after the backoff. */
  hurry(): void {
    if (this.isStopped || this.socket.connected || this.state.peek() === 'refused') return;
    this.socket.disconnect();
    this.reconnectAfter();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.pause);
    this.socket.disconnect();
  }

  private async present(present: (handshake: Handshake) => void): Promise<void> {
    const { cursor, epoch } = this.deps.position();
    // Without a fresh token the old one is sent, and the server's refusal says why it is invalid.
    const token = await this.deps.freshToken().catch(() => this.presented ?? '');
    this.presented = token;
    present({ token, cursor, ...(epoch === undefined ? {} : { epoch }) });
  }

  private onRefused(code: RefusalCode | undefined): void {
    if (this.isStopped) return;
    if (code === 'forbidden' || code === 'origin_not_allowed') {
      this.state.value = 'refused';
      return;
    }
    this.state.value = this.state.peek() === 'connecting' ? 'connecting' : 'reconnecting';
    if (code !== undefined && code !== 'too_many_requests') this.isTokenUsedUp = true;
    if (!this.socket.active) this.reconnectAfter(code === 'too_many_requests' ? rateLimitedDelayMs : 0);
  }

  private reconnectAfter(leastMs = 0): void {
    const growingMs = this.failures === 0 ? 0 : Math.min(250 * 2 ** this.failures, longestPauseMs);
    const pauseMs = Math.max(growingMs, leastMs);
    this.failures += 1;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.reconnect(), pauseMs * (0.5 + Math.random()));
  }

  private async reconnect(): Promise<void> {
    try {
      if (this.isTokenUsedUp) await this.deps.renewToken(this.presented);
      this.isTokenUsedUp = false;
    } catch {
      // With the session ended, the caller stops this connection; after a network error the next attempt may get a
      // token.
      if (!this.isStopped) this.reconnectAfter();
      return;
    }
    if (!this.isStopped) this.socket.connect();
  }
}
