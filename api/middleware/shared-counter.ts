import { createHash } from 'node:crypto';
import { MemoryStore, type IncrementResponse, type Options, type Store } from 'express-rate-limit';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import type { RedisHealth } from './redis-health.js';

/** Counts in Redis, for all processes together; while Redis is away, in this process for itself. */
export class SharedCounter implements Store {
  readonly prefix: string;
  private readonly alone = new MemoryStore();
  private readonly shared: RedisStore;
  private readonly scripts = new Map<string, string>();

  constructor(
    private readonly health: RedisHealth,
    prefix: string,
  ) {
    this.prefix = prefix;
    this.shared = new RedisStore({ prefix, sendCommand: (...command) => this.send(command) });
  }

  async init(options: Options): Promise<void> {
    this.alone.init(options);
    await this.shared.init(options);
  }

  async increment(key: string): Promise<IncrementResponse> {
    if (!this.health.isGood) return this.alone.increment(key);
    try {
      return await this.health.ask(this.shared.increment(key));
    } catch {
      return this.alone.increment(key);
    }
  }

  async decrement(key: string): Promise<void> {
    await this.alone.decrement(key);
  }

  async resetKey(key: string): Promise<void> {
    await this.alone.resetKey(key);
  }

  shutdown(): void {
    this.alone.shutdown();
  }

  /**
   * The store loads its scripts when it is made and would fail for ever if Redis were down just then. A script's name
   * is only its hash, so it is told that at once, and the script itself travels when Redis turns out not to know it.
   */
  private async send([name = '', ...args]: string[]): Promise<RedisReply> {
    if (name === 'SCRIPT') {
      const script = args[1] ?? '';
      const sha = createHash('sha1').update(script).digest('hex');
      this.scripts.set(sha, script);
      return sha;
    }
    try {
      return (await this.health.redis.call(name, ...args)) as RedisReply;
    } catch (error) {
      const script = this.scripts.get(args[0] ?? '');
      if (script === undefined || !(error instanceof Error) || !error.message.startsWith('NOSCRIPT'))
        throw error;
      return (await this.health.redis.call('EVAL', script, ...args.slice(1))) as RedisReply;
    }
  }
}
