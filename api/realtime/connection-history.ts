import { v7 as uuidv7 } from 'uuid';
import type { Credentials } from '../../domain/accounts/access-tokens.js';
import type { Closed, Opened } from '../../domain/connections/record-connections.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import type { Clock } from '../../platform/postgres/clock.js';

/** Minimum time between two writes. */
const everyMs = 1_000;

/** Connections per statement. The driver keeps a buffer of the size of the largest one. */
const mostAtOnce = 1_000;

/** Statements per second: a reconnect of everybody is spread over seconds. */
const mostStatements = 5;

/** Connections that wait to be written; more than that are not recorded. */
const mostWaiting = 50_000;

/** How often the gateway gives a sign of life; see `endOfConnection`. */
const renewEveryMs = 10_000;

interface Changes {
  opened: readonly Opened[];
  closed: readonly Closed[];
}

interface Deps {
  write: (changes: Changes) => Promise<void>;
  log: Pick<Logger, 'warn'>;
  clock: Pick<Clock, 'now'>;
}

const takeFrom = <Value>(map: Map<string, Value>, count: number): [string, Value][] => {
  const taken: [string, Value][] = [];
  for (const entry of map) {
    if (taken.length >= count) break;
    taken.push(entry);
    map.delete(entry[0]);
  }
  return taken;
};

/**
 * Write-behind buffer of when devices were connected, flushed once a second in statements for many. Sockets never wait for it. What
 * a failure leaves is tried again with the next flush; the ends of written connections are never dropped, since a connection without
 * an end reads as open, and there are no more of them than sockets.
 */
export class ConnectionHistory {
  private readonly opened = new Map<string, Opened>();
  private readonly closed = new Map<string, number>();
  private dropped = 0;
  private readonly timer: NodeJS.Timeout;
  private renewAt = 0;
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;

  constructor(private readonly deps: Deps) {
    this.timer = setInterval(() => {
      if (!this.isWriting) void this.flush();
    }, everyMs).unref();
  }

  /** @returns the id by which it is closed; undefined where it is not recorded. */
  open({ userId, sessionId }: Pick<Credentials, 'userId' | 'sessionId'>): string | undefined {
    if (this.opened.size >= mostWaiting) {
      this.dropped++;
      return undefined;
    }
    const connectedAt = this.deps.clock.now().getTime();
    const id = uuidv7({ msecs: connectedAt });
    this.opened.set(id, { id, userId, sessionId, connectedAt, disconnectedAt: null });
    return id;
  }

  close(id: string | undefined): void {
    if (id === undefined) return;
    const disconnectedAt = this.deps.clock.now().getTime();
    const waiting = this.opened.get(id);
    if (waiting) waiting.disconnectedAt = disconnectedAt;
    else this.closed.set(id, disconnectedAt);
  }

  /** Writes the rest. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    let left = Infinity;
    // A failure leaves as many as before.
    while (this.opened.size + this.closed.size > 0 && this.opened.size + this.closed.size < left) {
      left = this.opened.size + this.closed.size;
      await this.flush();
    }
  }

  private flush(): Promise<void> {
    this.isWriting = true;
    this.writing = this.writeSome().finally(() => {
      this.isWriting = false;
    });
    return this.writing;
  }

  private async writeSome(): Promise<void> {
    for (let statements = 0; statements < mostStatements; statements++) {
      const opened = takeFrom(this.opened, mostAtOnce);
      const closed = takeFrom(this.closed, mostAtOnce - opened.length);
      if (opened.length + closed.length === 0 && performance.now() < this.renewAt) return;
      if (!(await this.write(opened, closed))) return;
    }
  }

  /** @returns whether it is written; else it waits again. */
  private async write(opened: [string, Opened][], closed: [string, number][]): Promise<boolean> {
    const { write, log } = this.deps;
    try {
      await write({
        opened: opened.map(([, connection]) => connection),
        closed: closed.map(([id, disconnectedAt]) => ({ id, disconnectedAt })),
      });
      this.renewAt = performance.now() + renewEveryMs - everyMs / 2;
      if (this.dropped > 0) log.warn('connections were not recorded', { connections: this.dropped });
      this.dropped = 0;
      return true;
    } catch (error) {
      for (const [id, connection] of opened) {
        // One that was closed meanwhile: an end that comes with its beginning would not find it.
        connection.disconnectedAt ??= this.closed.get(id) ?? null;
        this.closed.delete(id);
        this.opened.set(id, connection);
      }
      for (const [id, disconnectedAt] of closed) this.closed.set(id, disconnectedAt);
      log.warn('connections of devices could not be written', { reason: messageOf(error) });
      return false;
    }
  }
}
