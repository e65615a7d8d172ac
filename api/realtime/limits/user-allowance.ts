import { TokenBucket } from './token-bucket.js';

/** At one API process. A browser with more tabs than this shows one of them at a time. */
export const mostSockets = 50;

/** Of all sockets of one user together. */
const rates = {
  /** New sockets: all tabs, after an outage, and twice. */
  connects: { burst: 120, perSecond: 5 },
  /** Of all kinds, also those that are refused. Beyond it sockets are cut off, since refusing costs as well. */
  messages: { burst: 2_000, perSecond: 100 },
  syncs: { burst: 30, perSecond: 5 },
  /** All tabs show a fresh token in the same moment. */
  renewals: { burst: 100, perSecond: 5 },
  /** Each tab that is looked at says it at most once a second. */
  shown: { burst: 60, perSecond: 5 },
  /** Of inboxes that come with connecting, and of answers: a full inbox is 80 KB. */
  bytes: { burst: 16 * 1_048_576, perSecond: 524_288 },
};

/** What one user may use up of an API process, with all sockets together: who opens more of them gets no more. */
export class UserAllowance<Socket> {
  readonly connects = new TokenBucket(rates.connects);
  readonly messages = new TokenBucket(rates.messages);
  readonly syncs = new TokenBucket(rates.syncs);
  readonly renewals = new TokenBucket(rates.renewals);
  readonly shown = new TokenBucket(rates.shown);
  readonly bytes = new TokenBucket(rates.bytes);
  /** In the order in which they were last heard of. */
  private readonly open = new Set<Socket>();

  /** @returns the socket that has to go for it, where there are too many: the one that has been idle for longest. */
  enter(socket: Socket): Socket | undefined {
    this.open.add(socket);
    if (this.open.size <= mostSockets) return undefined;
    for (const idlest of this.open) {
      this.open.delete(idlest);
      return idlest;
    }
    return undefined;
  }

  heardFrom(socket: Socket): void {
    if (this.open.delete(socket)) this.open.add(socket);
  }

  leave(socket: Socket): void {
    this.open.delete(socket);
  }

  /** Whether a new one would be the same. */
  get isUnused(): boolean {
    const { connects, messages, syncs, renewals, shown, bytes, open } = this;
    return (
      open.size === 0 &&
      [connects, messages, syncs, renewals, shown, bytes].every((bucket) => bucket.isFull())
    );
  }
}

const sweepEveryMs = 30_000;

/** The allowances of all users that have sockets here, or had until lately: coming back does not fill them up. */
export class UserAllowances<Socket> {
  private readonly byUser = new Map<string, UserAllowance<Socket>>();
  private readonly timer = setInterval(() => {
    this.sweep();
  }, sweepEveryMs).unref();

  of(userId: string): UserAllowance<Socket> {
    let allowance = this.byUser.get(userId);
    if (!allowance) {
      allowance = new UserAllowance();
      this.byUser.set(userId, allowance);
    }
    return allowance;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private sweep(): void {
    for (const [userId, allowance] of this.byUser) if (allowance.isUnused) this.byUser.delete(userId);
  }
}
