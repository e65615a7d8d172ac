import type { Dashboard } from '../../contract/sockets.js';
import type { Caller } from '../../domain/accounts/caller.js';
import { everybodysNumbers, readStats } from '../../domain/businesses/read-stats.js';
import type { BusinessChange } from '../../domain/notifications/live-message.js';
import { messageOf } from '../../platform/errors.js';
import type { DashboardNamespace, DashboardSocket, Doorway } from './gateway.js';
import { openNamespace } from './open-namespace.js';

/** Numbers are read at most this often per dashboard, however much happens. */
const calmMs = 250;

/** A dashboard that could not be read is read again then. */
const retryMs = 1_000;

/** One room per set of numbers: an owner's id, or everybody's for the admins. */
const roomOf = (scope: string) => `dashboard:${scope}`;
const scopeOf = ({ role, userId }: Caller) => (role === 'admin' ? everybodysNumbers : userId);

/** Namespace `/dashboard`: owners watch their own business, admins all of them. */
export class Dashboards {
  private readonly pending = new Map<string, { reason: string; timer: NodeJS.Timeout }>();
  private readonly readings = new Map<string, Promise<Omit<Dashboard, 'reason'>>>();

  constructor(
    private readonly namespace: DashboardNamespace,
    private readonly doorway: Doorway,
  ) {
    openNamespace<DashboardSocket>(namespace, doorway, {
      roles: ['owner', 'admin'],
      onEnter: (socket) => void this.welcome(socket),
      onRenewed: (socket, before) => {
        if (scopeOf(before) === scopeOf(socket.data.credentials)) return;
        void socket.leave(roomOf(scopeOf(before)));
        void this.welcome(socket);
      },
    });
  }

  /** Shows new numbers to those who watch, and costs nothing where nobody does. */
  changed(changes: BusinessChange[]): void {
    for (const { ownerId, reason } of changes) {
      this.refresh(ownerId, reason);
      this.refresh(everybodysNumbers, reason);
    }
  }

  /** For when changes may have been missed. */
  refreshAll(): void {
    for (const room of this.namespace.adapter.rooms.keys()) {
      if (room.startsWith(roomOf(''))) this.refresh(room.slice(roomOf('').length), 'reconnected');
    }
  }

  stop(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
  }

  private async welcome(socket: DashboardSocket): Promise<void> {
    if (socket.disconnected) return;
    const scope = scopeOf(socket.data.credentials);
    void socket.join(roomOf(scope));
    try {
      socket.emit('dashboard', { reason: 'connected', ...(await this.readForAll(scope)) });
    } catch (error) {
      this.doorway.services.log.warn('a dashboard could not be read', { reason: messageOf(error) });
      // The connection is not closed for it: others may speak through it as well.
      setTimeout(() => void this.welcome(socket), retryMs).unref();
    }
  }

  /** Those who come in the same moment share one reading. Of changes meanwhile they hear as all others do. */
  private readForAll(scope: string): Promise<Omit<Dashboard, 'reason'>> {
    let reading = this.readings.get(scope);
    if (!reading) {
      reading = readStats(this.doorway.services.db, scope).finally(() => this.readings.delete(scope));
      this.readings.set(scope, reading);
    }
    return reading;
  }

  private refresh(scope: string, reason: string): void {
    if (!this.namespace.adapter.rooms.has(roomOf(scope))) return;
    const waiting = this.pending.get(scope);
    if (waiting) {
      waiting.reason = reason;
      return;
    }
    // The first change shows at once; those that follow soon share the next reading.
    void this.show(scope, reason);
    const timer = setTimeout(() => {
      const last = this.pending.get(scope);
      this.pending.delete(scope);
      if (last && last.reason !== '') this.refresh(scope, last.reason);
    }, calmMs);
    this.pending.set(scope, { reason: '', timer });
  }

  private async show(scope: string, reason: string): Promise<void> {
    try {
      const numbers = await readStats(this.doorway.services.db, scope);
      this.namespace.local.to(roomOf(scope)).emit('dashboard', { reason, ...numbers });
    } catch (error) {
      this.doorway.services.log.warn('a dashboard could not be read', { reason: messageOf(error) });
    }
  }
}
