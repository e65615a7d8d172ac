import DataLoader from 'dataloader';
import { settledWithin } from '../async/settled-within.js';

/** Maximum group size; a larger one would delay its members. */
const mostMembers = 50;

/** How long to wait for the previous group, since its connection may be dead. */
const patienceMs = 50;

/**
 * Group commit: callers who arrive while a transaction is running share the next one, and with it round trips, statements and
 * the WAL flush. A single caller does not wait.
 */
export class GroupCommit<Member> {
  private readonly loader: DataLoader<Member, unknown>;
  private underWay: Promise<unknown> = Promise.resolve();
  private isCrowded = false;

  /** @param commit returns one result per member; an Error is thrown to that member only. */
  constructor(private readonly commit: (members: readonly Member[]) => Promise<unknown[]>) {
    this.loader = new DataLoader((members) => this.start(members), {
      cache: false,
      maxBatchSize: mostMembers,
      batchScheduleFn: (dispatch) => {
        void this.schedule(dispatch);
      },
    });
  }

  /** @returns this member's result. An error of the commit is thrown to all members. */
  join(member: Member): Promise<unknown> {
    return this.loader.load(member);
  }

  private start(members: readonly Member[]): Promise<unknown[]> {
    this.isCrowded = members.length > 1;
    const running = this.commit(members);
    this.underWay = running;
    return running;
  }

  private async schedule(dispatch: () => void): Promise<void> {
    await settledWithin(this.underWay, patienceMs);
    // Under load, one more turn of the event loop lets requests in that are being read.
    if (this.isCrowded) setImmediate(dispatch);
    else dispatch();
  }
}
