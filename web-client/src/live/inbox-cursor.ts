/** Where a client stands in a user's notifications. */
export interface Position {
  /** The highest `seq` up to which the client has everything. */
  cursor: number;
  /** The history that the cursor belongs to. */
  epoch: string | undefined;
}

/** Which notifications this client has. They are numbered without gaps, so a number that is missing was lost. */
export class InboxCursor {
  private readonly ahead = new Set<number>();

  constructor(private held: Position = { cursor: 0, epoch: undefined }) {}

  get position(): Position {
    return this.held;
  }

  /** Something after the cursor is here, and something before that is not. */
  get hasGap(): boolean {
    return this.ahead.size > 0;
  }

  /** Takes one notification. False: it was here before. */
  take(seq: number): boolean {
    if (seq <= this.held.cursor || this.ahead.has(seq)) return false;
    this.ahead.add(seq);
    this.close();
    return true;
  }

  /** Everything up to `seq` is here. Numbers between may stay unseen for ever: archived ones are not sent. */
  catchUp(seq: number, epoch: string): void {
    this.held = { cursor: Math.max(this.held.cursor, seq), epoch };
    for (const taken of this.ahead) if (taken <= this.held.cursor) this.ahead.delete(taken);
    this.close();
  }

  /** Forgets all that was held and goes on from `seq`. */
  restart(seq: number, epoch: string): void {
    this.ahead.clear();
    this.held = { cursor: seq, epoch };
  }

  private close(): void {
    let { cursor } = this.held;
    while (this.ahead.delete(cursor + 1)) cursor += 1;
    this.held = { ...this.held, cursor };
  }
}
