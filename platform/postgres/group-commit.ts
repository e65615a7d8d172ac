import DataLoader from 'dataloader';
import { endOf } from '../async/end-of.js';

/** Enough for a crowd, and so few that nobody waits long for the others. */
const mostMembers = 50;

/** Those who wait for an earlier group to end wait no longer than this: its connection may be dead. */
const patienceMs = 50;

/**
 * Gathers those who want to commit at the same time into groups, so that a group pays once for its round trips, its
 * statements and its commit. Whoever comes alone does not wait; whoever comes while a group is on its way joins the next one.
 */
export class GroupCommit<Member> {
  private readonly loader: DataLoader<Member, unknown>;
  private underWay: Promise<unknown> = Promise.resolve();
  private isCrowded = false;

  /** @param commit gives each member what it is answered with; an Error is thrown to that member alone. */
  constructor(private readonly commit: (members: readonly Member[]) => Promise<unknown[]>) {
    this.loader = new DataLoader((members) => this.start(members), {
      cache: false,
      maxBatchSize: mostMembers,
      batchScheduleFn: (dispatch) => {
        void this.schedule(dispatch);
      },
    });
  }

  /** @returns what the commit gave this member. An error of the commit is thrown to the whole group. */
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
    await endOf(this.underWay, patienceMs);
    // In a crowd, those who are just arriving come along.
    if (this.isCrowded) setImmediate(dispatch);
    else dispatch();
  }
}
