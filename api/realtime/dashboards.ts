import type { Caller } from '../../domain/accounts/caller.js';
import { everybodysNumbers, readStats } from '../../domain/businesses/read-stats.js';
import type { BusinessChange } from '../../domain/notifications/live-message.js';
import { messageOf } from '../../platform/errors.js';
import { DashboardReader } from './dashboard-reader.js';
import type { DashboardNamespace, DashboardSocket, NamespaceDeps } from './gateway.js';
import { openNamespace } from './open-namespace.js';

/** Delay before the first numbers of a subscriber are retried. */
const retryMs = 1_000;

/** Interval of full refreshes: some numbers change with time alone, and change messages may be lost. */
const refreshMs = 10_000;

/** One room per scope: an owner's id, or all businesses for admins. */
const roomOf = (scope: string) => `dashboard:${scope}`;
const scopeOf = ({ role, userId }: Caller) => (role === 'admin' ? everybodysNumbers : userId);

/** Namespace `/dashboard`: owners watch their own business, admins all of them. */
export class Dashboards {
  /** Readers of scopes with subscribers, now or recently. */
  private readonly readers = new Map<string, DashboardReader>();
  private refreshing: NodeJS.Timeout;
  private isStopped = false;

  constructor(
    private readonly namespace: DashboardNamespace,
    private readonly deps: NamespaceDeps,
  ) {
    openNamespace<DashboardSocket>(namespace, deps, {
      roles: ['owner', 'admin'],
      onEnter: (socket) => void this.welcome(socket),
      onRenewed: (socket, before) => {
        if (scopeOf(before) === scopeOf(socket.data.credentials)) return;
        void socket.leave(roomOf(scopeOf(before)));
        void this.welcome(socket);
      },
    });
    this.refreshing = this.refreshLater();
  }

  /** Refreshes the scopes of these changes that have subscribers. */
  changed(changes: BusinessChange[]): void {
    for (const { ownerId, reason } of changes) {
      this.readers.get(ownerId)?.changed(reason);
      this.readers.get(everybodysNumbers)?.changed(reason);
    }
  }

  /** After change messages may have been missed. */
  refreshAll(): void {
    for (const reader of this.readers.values()) reader.changed('reconnected');
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.refreshing);
    for (const reader of this.readers.values()) reader.stop();
  }

  private reader(scope: string): DashboardReader {
    let reader = this.readers.get(scope);
    if (!reader) {
      const { db, log } = this.deps.services;
      reader = new DashboardReader({
        read: () => readStats(db, scope),
        show: (dashboard) => this.namespace.local.to(roomOf(scope)).emit('dashboard', dashboard),
        failed: (error) => log.warn('a dashboard could not be read', { reason: messageOf(error) }),
      });
      this.readers.set(scope, reader);
    }
    return reader;
  }

  private async welcome(socket: DashboardSocket): Promise<void> {
    if (socket.disconnected) return;
    const scope = scopeOf(socket.data.credentials);
    try {
      const numbers = await this.reader(scope).latest();
      // Disconnected, or renewed with a token of another role meanwhile.
      if (!socket.connected || scopeOf(socket.data.credentials) !== scope) return;
      socket.emit('dashboard', { reason: 'connected', ...numbers });
      // In the same tick, so that no emit to the room is missed in between.
      void socket.join(roomOf(scope));
    } catch {
      // The connection stays open, since other namespaces may use it.
      setTimeout(() => void this.welcome(socket), retryMs).unref();
    }
  }

  private refreshLater(): NodeJS.Timeout {
    return setTimeout(() => {
      void this.refreshWatched().then(() => {
        if (!this.isStopped) this.refreshing = this.refreshLater();
      });
    }, refreshMs).unref();
  }

  /** Sequentially, so that refreshes cannot exhaust the connection pool. */
  private async refreshWatched(): Promise<void> {
    for (const [scope, reader] of this.readers) {
      if (this.namespace.adapter.rooms.has(roomOf(scope))) await reader.latest().catch(() => undefined);
      else if (reader.isIdle) {
        reader.stop();
        this.readers.delete(scope);
      }
    }
  }
}
