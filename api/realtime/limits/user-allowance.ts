import { TokenBucket } from './token-bucket.js';

/** Maximum sockets per user and API process; the longest idle one is closed for a new one. */
export const mostSockets = 50;

/** Rates of all sockets of one user together. */
const rates = {
  /** New sockets: all tabs reconnect after an outage, twice. */
  connects: { burst: 120, perSecond: 5 },
  /** Messages of all types, refused ones included. Beyond it sockets are closed, since refusing costs CPU too. */
  messages: { burst: 2_000, perSecond: 100 },
  sync: { burst: 30, perSecond: 5 },
  /** All tabs present a renewed token at the same moment. */
  auth: { burst: 100, perSecond: 5 },
  /** Each visible tab reports at most once a second. */
  shown: { burst: 60, perSecond: 5 },
  /** Bytes of inboxes and answers: a full inbox is 80 KB. */
  bytes: { burst: 16 * 1_048_576, perSecond: 524_288 },
};
export type Limited = keyof typeof rates;

/** Rate limits of one user at an API process, shared by all sockets, so that more sockets do not get more. */
export class UserAllowance<Socket> {
  /** Made when they are first used: most users are idle, and there may be as many users as sockets. */
  private readonly used: Partial<Record<Limited, TokenBucket>> = {};
  /** Least recently active first. */
  private readonly open: Socket[] = [];

  bucket(name: Limited): TokenBucket {
    return (this.used[name] ??= new TokenBucket(rates[name]));
  }

  /** @returns the longest idle socket, to be closed, when there are too many. */
  enter(socket: Socket): Socket | undefined {
    this.open.push(socket);
    return this.open.length > mostSockets ? this.open.shift() : undefined;
  }

  heardFrom(socket: Socket): void {
    if (this.leave(socket)) this.open.push(socket);
  }

  /** @returns whether it was there. */
  leave(socket: Socket): boolean {
    const place = this.open.indexOf(socket);
    if (place >= 0) this.open.splice(place, 1);
    return place >= 0;
  }

  /** Whether all buckets are full, so that the object can be dropped. */
  get isUnused(): boolean {
    return this.open.length === 0 && Object.values(this.used).every((bucket) => bucket.isFull());
  }
}

const sweepEveryMs = 30_000;

/** Allowances of users with sockets now or recently: reconnecting does not refill them. */
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
