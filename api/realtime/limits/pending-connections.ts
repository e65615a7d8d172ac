import type { Connection } from './connection.js';

/**
 * Web sockets that have not joined a namespace yet. An attacker may open thousands. Beyond the limit the oldest is closed rather
 * than the newest refused: legitimate clients join within milliseconds.
 */
export class PendingConnections {
  private readonly pending = new Set<Connection>();

  constructor(
    private readonly most: number,
    private readonly close: (connection: Connection) => void,
  ) {}

  add(connection: Connection): void {
    this.pending.add(connection);
    if (this.pending.size <= this.most) return;
    for (const oldest of this.pending) {
      this.pending.delete(oldest);
      this.close(oldest);
      return;
    }
  }

  /** It has joined a namespace, or disconnected. */
  settle(connection: Connection): void {
    this.pending.delete(connection);
  }
}
