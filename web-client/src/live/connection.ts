import type { Socket } from 'socket.io-client';
import type {
  ClientToServer,
  Inbox,
  InboxChange,
  LiveNotification,
  Refusal,
  ServerToClient,
} from '../../../contract/sockets.js';
import type { Position } from './inbox-cursor.js';
import { SessionSocket, type SessionDeps } from './session-socket.js';

/** The typed Socket.IO client. */
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

export interface ConnectionDeps extends SessionDeps<LiveSocket> {
  position: () => Position;
  onInbox: (inbox: Inbox) => void;
  onNotification: (notification: LiveNotification) => void;
  onChange: (change: InboxChange) => void;
}

const answerWithinMs = 5_000;

/** The connection of this tab to its inbox. It reconnects by itself, with the cursor of that moment. */
export class Connection extends SessionSocket<LiveSocket> {
  constructor(deps: ConnectionDeps) {
    super(deps, () => {
      const { cursor, epoch } = deps.position();
      return { cursor, ...(epoch === undefined ? {} : { epoch }) };
    });
    this.socket.on('inbox', (inbox) => {
      deps.onInbox(inbox);
      this.opened();
    });
    this.socket.on('notification', deps.onNotification);
    this.socket.on('inbox:changed', deps.onChange);
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
}
