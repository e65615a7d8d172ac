import type { Connection } from './connection.js';

/**
 * Web sockets that have opened and not said yet where they want to go. Somebody may open thousands and say nothing.
 * Beyond the limit the oldest is closed, and not the newest refused: who means well says it within milliseconds, also
 * when another at the same address does not.
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

  /** It has said where it wants to go, or is gone. */
  settle(connection: Connection): void {
    this.pending.delete(connection);
  }
}
