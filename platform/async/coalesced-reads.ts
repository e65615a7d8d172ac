import { settledWithin } from './settled-within.js';

/** How long to wait for a read that is under way, since its connection may be dead. */
const patienceMs = 250;

interface Turn<Result> {
  running: Promise<unknown>;
  /** The read that callers share who came while the current one was running. Not started yet. */
  next: Promise<Result> | undefined;
}

/**
 * Coalesces concurrent reads of the same key. Nothing is cached: a caller who comes while a read is running shares the next
 * one, which starts after the call, and so sees the caller's own earlier writes.
 */
export class CoalescedReads<Result> {
  private readonly turns = new Map<string, Turn<Result>>();

  /**
   * @param key everything that the result depends on.
   * @returns the result of `read`. An error is thrown to all who share it.
   */
  read(key: string, read: () => Promise<Result>): Promise<Result> {
    const turn = this.turns.get(key);
    if (!turn) return this.begin(key, read);
    turn.next ??= settledWithin(turn.running, patienceMs).then(() => this.begin(key, read));
    return turn.next;
  }

  private begin(key: string, read: () => Promise<Result>): Promise<Result> {
    const result = read();
    const turn: Turn<Result> = { running: result, next: undefined };
    this.turns.set(key, turn);
    const forget = () => {
      if (this.turns.get(key) === turn && !turn.next) this.turns.delete(key);
    };
    result.then(forget, forget);
    return result;
  }
}
