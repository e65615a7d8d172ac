import { sampleEveryMs, shownSample } from '../../domain/operations/samples.js';
import { messageOf } from '../../platform/errors.js';
import { bytesSentTo } from './limits/connection.js';
import type { NamespaceDeps, OperationsNamespace, OperationsSocket } from './gateway.js';
import { openNamespace } from './open-namespace.js';
import { OperationsReader, type Reading } from './operations-reader.js';

const everyMs = 1_000;

/**
 * Namespace `/operations`: while somebody watches, this process reads once a second for all its watchers, and nothing
 * otherwise. A read that takes longer delays the next one.
 */
export class Operations {
  /** Those who were not sent the history yet, since Redis has not answered. */
  private readonly withoutHistory = new Set<OperationsSocket>();
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  private isStopped = false;
  private last: Reading | undefined;

  constructor(
    private readonly namespace: OperationsNamespace,
    private readonly deps: NamespaceDeps,
    private readonly reader: Pick<OperationsReader, 'read' | 'samples'> = new OperationsReader(deps.services),
  ) {
    openNamespace<OperationsSocket>(namespace, deps, {
      roles: ['operator', 'admin'],
      onEnter: (socket) => {
        this.welcome(socket);
      },
      onLeave: (socket) => this.withoutHistory.delete(socket),
    });
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private welcome(socket: OperationsSocket): void {
    this.withoutHistory.add(socket);
    // Not during a read, whose new samples would follow though the history has them.
    if (!this.isReading) this.sendHistory();
    if (this.last) {
      socket.emit('queues', this.last.queues);
      socket.emit('state', this.last.state);
    }
    if (!this.isReading && this.timer === undefined) void this.round();
  }

  private async round(): Promise<void> {
    this.timer = undefined;
    if (this.isStopped) return;
    if (this.namespace.sockets.size === 0) {
      this.last = undefined;
      this.reader.samples.forget();
      return;
    }
    const startedAt = performance.now();
    this.isReading = true;
    try {
      this.last = await this.reader.read();
      this.show(this.last);
    } catch (error) {
      this.deps.services.log.warn('what operators watch could not be read', { reason: messageOf(error) });
    }
    this.isReading = false;
    const restMs = Math.max(0, everyMs - (performance.now() - startedAt));
    this.timer = setTimeout(() => void this.round(), restMs).unref();
  }

  private show({ queues, state, newSamples }: Reading): void {
    for (const sample of newSamples)
      for (const socket of this.namespace.sockets.values())
        if (!this.withoutHistory.has(socket)) socket.emit('sample', shownSample(sample));
    this.sendHistory();
    this.namespace.local.emit('queues', queues);
    this.namespace.local.emit('state', state);
  }

  private sendHistory(): void {
    const samples = this.reader.samples.all;
    if (!samples) return;
    for (const socket of this.withoutHistory) {
      const before = bytesSentTo(socket.conn);
      socket.emit('history', { everyMs: sampleEveryMs, samples: samples.map(shownSample) });
      const { userId } = socket.data.credentials;
      this.deps.users
        .of(userId)
        .bucket('bytes')
        .spend(bytesSentTo(socket.conn) - before);
    }
    this.withoutHistory.clear();
  }
}
