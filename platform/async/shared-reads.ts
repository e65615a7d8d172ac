import { endOf } from './end-of.js';

/** Those who wait for an earlier reading to end wait no longer than this: its connection may be dead. */
const patienceMs = 250;

interface Turn<Result> {
  running: Promise<unknown>;
  /** Whom it is for has come while the one before was running: it has not begun yet. */
  next: Promise<Result> | undefined;
}

/**
 * Lets all who ask the same at the same moment share one reading. Nothing is kept: whoever comes while a reading runs
 * shares the next one, which begins after they asked, and so sees whatever they have done before.
 */
export class SharedReads<Result> {
  private readonly turns = new Map<string, Turn<Result>>();

  /**
   * @param key all that the result depends on.
   * @returns what `read` gives. An error is thrown to all who share it.
   */
  read(key: string, read: () => Promise<Result>): Promise<Result> {
    const turn = this.turns.get(key);
    if (!turn) return this.begin(key, read);
    turn.next ??= endOf(turn.running, patienceMs).then(() => this.begin(key, read));
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
