import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../dev/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { findOrInstallRedis } from '../../dev/services/redis-binary.js';

const askEveryMs = 20;
const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];

/** One node of a Redis Cluster, on this machine. Killed, it forgets its keys but not its place in the Cluster. */
export class ClusterNode {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly table: ProcessTable,
    private readonly folder: string,
    private readonly program: string,
    readonly port: number,
    /** Where the nodes talk to each other. */
    readonly busPort: number,
  ) {}

  static async create(table: ProcessTable, parent: string): Promise<ClusterNode> {
    const [port, busPort] = [await freePort(), await freePort()];
    const folder = join(parent, `node-${port}`);
    mkdirSync(folder, { recursive: true });
    const node = new ClusterNode(table, folder, await findOrInstallRedis(table), port, busPort);
    await node.start();
    return node;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Resolves when it answers, be it as a member of a Cluster or not yet. */
  async start(): Promise<void> {
    const settings = {
      ...{ port: this.port, bind: '127.0.0.1', dir: this.folder, save: '', 'maxmemory-policy': 'noeviction' },
      ...{ 'cluster-enabled': 'yes', 'cluster-port': this.busPort, 'cluster-node-timeout': 2_000 },
      // Our keys are all in one slot, so the loss of a node that does not hold it is no reason to stop.
      'cluster-require-full-coverage': 'no',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.child = this.table.spawn('redis', this.program, args, stopPlan, { stdio: 'ignore' });
    while ((await this.command('PING').catch(() => '')) !== 'PONG') await wait(askEveryMs);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** A connection to this node alone. Whoever asks for it closes it. */
  connect(): Redis {
    const redis = new Redis(this.url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    return redis;
  }

  /** Runs one command on a connection of its own. */
  async command(name: string, ...args: (string | number)[]): Promise<string> {
    return String(await this.ask(name, ...args));
  }

  /** The same, with the answer as it is. */
  async ask(name: string, ...args: (string | number)[]): Promise<unknown> {
    const redis = this.connect();
    try {
      return await redis.call(name, ...args);
    } finally {
      redis.disconnect();
    }
  }
}
