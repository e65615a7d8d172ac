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

/** As much of a Socket.IO client as is used here. */
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'refused';

export interface ConnectionDeps {
  /** Makes the socket, which asks for its credentials at each attempt. */
  open: (credentials: (present: (handshake: Handshake) => void) => void) => LiveSocket;
  position: () => Position;
  /** A token that is good by what is known here. Rejects when none can be had. */
  freshToken: () => Promise<string>;
  /** A token in place of one that the server does not take. Rejects when none can be had. */
  renewToken: (stale: string | undefined) => Promise<string>;
  onInbox: (inbox: Inbox) => void;
  onNotification: (notification: LiveNotification) => void;
  onChange: (change: InboxChange) => void;
}

const answerWithinMs = 5_000;
const longestPauseMs = 15_000;

/** For a tab of which there are too many: the others are not driven out again at once. */
const replacedForMs = 60_000;

/** For one that came when there was too much at once. */
const refusedForMs = 2_000;

/** The one socket of this tab. It comes back by itself, with a token and a cursor that are good at that moment. */
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
      // After any other reason the socket comes back by itself.
      if (reason === 'io server disconnect') this.comeBack(this.isReplaced ? replacedForMs : 0);
      this.isReplaced = false;
    });
    this.socket.on('connect_error', (error) => {
      this.onRefused((error as { data?: { code?: RefusalCode } }).data?.code);
    });
  }

  /** @throws when no answer comes; the connection is then given up for dead and made anew. */
  async sync({ cursor, epoch }: Position): Promise<Inbox | Refusal> {
    if (!this.socket.connected) throw new Error('not connected');
    try {
      const from = { cursor, ...(epoch === undefined ? {} : { epoch }) };
      // With a time limit, the library's types lose what the answer is.
      return (await this.socket.timeout(answerWithinMs).emitWithAck('sync', from)) as Inbox | Refusal;
    } catch (error) {
      this.socket.io.engine.close();
      throw error;
    }
  }

  /** Says up to where this device has shown notifications. False: not connected. */
  shown(seq: number): boolean {
    if (this.socket.connected) this.socket.emit('shown', { seq }, () => undefined);
    return this.socket.connected;
  }

  /** Keeps the open socket alive with a newer token. */
  renew(token: string): void {
    if (token === this.presented || !this.socket.connected) return;
    this.presented = token;
    this.socket.emit('auth', { token }, () => undefined);
  }

  /** Tries again now, rather than when the next attempt is due. */
  hurry(): void {
    if (this.isStopped || this.socket.connected || this.state.peek() === 'refused') return;
    this.socket.disconnect();
    this.comeBack();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.pause);
    this.socket.disconnect();
  }

  private async present(present: (handshake: Handshake) => void): Promise<void> {
    const { cursor, epoch } = this.deps.position();
    // Without one, the server says what is wrong with the old one.
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
    if (!this.socket.active) this.comeBack(code === 'too_many_requests' ? refusedForMs : 0);
  }

  private comeBack(leastMs = 0): void {
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
      // Without a session somebody stops this connection; without a line the next attempt may have one.
      if (!this.isStopped) this.comeBack();
      return;
    }
    if (!this.isStopped) this.socket.connect();
  }
}
