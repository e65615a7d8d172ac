import { everybodysNumbers, readStats } from '../../domain/businesses/read-stats.js';
import type { BusinessChange } from '../../domain/notifications/live-message.js';
import { messageOf } from '../../platform/errors.js';
import type { Services } from '../services.js';
import { authenticateSocket } from './authenticate-socket.js';
import type { DashboardNamespace, DashboardSocket } from './gateway.js';
import { expireWithToken } from './session-expiry.js';

/** Numbers are read at most this often per dashboard, however much happens. */
const calmMs = 250;

/** One room per set of numbers: an owner's id, or everybody's for the admins. */
const roomOf = (scope: string) => `dashboard:${scope}`;

/** Namespace `/dashboard`: owners watch their own business, admins all of them. */
export class Dashboards {
  private readonly pending = new Map<string, { reason: string; timer: NodeJS.Timeout }>();

  constructor(
    private readonly namespace: DashboardNamespace,
    private readonly services: Services,
  ) {
    namespace.use(authenticateSocket(services, ['owner', 'admin']));
    namespace.on('connection', (socket: DashboardSocket) => {
      void this.welcome(socket);
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
    const { credentials } = socket.data;
    const scope = credentials.role === 'admin' ? everybodysNumbers : credentials.userId;
    expireWithToken(socket, credentials, this.services.clock);
    socket.on('disconnect', () => {
      clearTimeout(socket.data.expiry);
    });
    await socket.join(roomOf(scope));
    try {
      socket.emit('dashboard', { reason: 'connected', ...(await readStats(this.services.db, scope)) });
    } catch (error) {
      this.services.log.warn('a dashboard could not be read', { reason: messageOf(error) });
      socket.conn.close();
    }
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
      const numbers = await readStats(this.services.db, scope);
      this.namespace.local.to(roomOf(scope)).emit('dashboard', { reason, ...numbers });
    } catch (error) {
      this.services.log.warn('a dashboard could not be read', { reason: messageOf(error) });
    }
  }
}
