/** A client's position in a user's notifications. */
export interface Position {
  /** The highest `seq` up to which nothing is missing. */
  cursor: number;
  /** The epoch (history) that the cursor belongs to. */
  epoch: string | undefined;
}

/** Tracks received notifications. `seq` has no gaps, so that a missing number is a lost message. */
export class InboxCursor {
  private readonly ahead = new Set<number>();

  constructor(private held: Position = { cursor: 0, epoch: undefined }) {}

  get position(): Position {
    return this.held;
  }

  /** Whether a number above the cursor was received and one before it was not. */
  get hasGap(): boolean {
    return this.ahead.size > 0;
  }

  /** Records one `seq`. @returns false for a duplicate. */
  take(seq: number): boolean {
    if (seq <= this.held.cursor || this.ahead.has(seq)) return false;
    this.ahead.add(seq);
    this.close();
    return true;
  }

  /** Moves the cursor to `seq`. Numbers before it may never arrive: archived notifications are not sent. */
  catchUp(seq: number, epoch: string | undefined): void {
    this.held = { cursor: Math.max(this.held.cursor, seq), epoch };
    for (const taken of this.ahead) if (taken <= this.held.cursor) this.ahead.delete(taken);
    this.close();
  }

  /** Drops the state and continues from `seq`. */
  restart(seq: number, epoch: string | undefined): void {
    this.ahead.clear();
    this.held = { cursor: seq, epoch };
  }

  private close(): void {
    let { cursor } = this.held;
    while (this.ahead.delete(cursor + 1)) cursor += 1;
    this.held = { ...this.held, cursor };
  }
}
