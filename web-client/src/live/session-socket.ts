import { signal } from '@preact/signals';
import type { Socket } from 'socket.io-client';
import type { EndsSession, Handshake, KeepsSession, RefusalCode } from '../../../contract/sockets.js';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'refused';

export interface SessionDeps<Namespace> {
  /** Creates the socket, which calls for credentials at each connection attempt. */
  open: (credentials: (present: (handshake: Handshake) => void) => void) => Namespace;
  /** A token that is not known to have expired. Rejects when none can be obtained. */
  freshToken: () => Promise<string>;
  /** A replacement for a token that the server has rejected. Rejects when none can be obtained. */
  renewToken: (stale: string | undefined) => Promise<string>;
}

const longestPauseMs = 15_000;

/**
 * Reconnect delay after the server's limit of sockets per user has evicted this tab, lest the tabs evict each other in
 * turn.
 */
const replacedDelayMs = 60_000;

/** Reconnect delay after a rate limit. */
const rateLimitedDelayMs = 2_000;

/** A socket in one namespace. It reconnects by itself, with the token of that moment. */
export class SessionSocket<Namespace extends Socket<EndsSession, KeepsSession>> {
  readonly state = signal<ConnectionState>('connecting');
  readonly socket: Namespace;
  private presented: string | undefined;
  private isTokenUsedUp = false;
  private failures = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private isReplaced = false;
  private isStopped = false;

  /** @param position what the handshake says besides the token. */
  constructor(
    private readonly deps: SessionDeps<Namespace>,
    private readonly position: () => Omit<Handshake, 'token'> = () => ({}),
  ) {
    this.socket = deps.open((present) => void this.present(present));
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

  /** The first message has come: the connection counts as restored, and the next failure as the first. */
  opened(): void {
    this.failures = 0;
    this.state.value = 'connected';
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
    const position = this.position();
    // Without a fresh token the old one is sent, and the server's refusal says why it is invalid.
    const token = await this.deps.freshToken().catch(() => this.presented ?? '');
    this.presented = token;
    present({ token, ...position });
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
