import { createHash } from 'node:crypto';
import { MemoryStore, type IncrementResponse, type Options, type Store } from 'express-rate-limit';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import type { RedisHealth } from './redis-health.js';

/** The clock of this process may be corrected by so much between two looks at it. */
const toleranceMs = 1_000;

/** Counts in Redis, for all processes together; while Redis is away, in this process for itself. */
export class SharedCounter implements Store {
  readonly prefix: string;
  private readonly alone = new MemoryStore();
  private readonly shared: RedisStore;
  private readonly scripts = new Map<string, string>();
  private windowMs = 0;

  constructor(
    private readonly health: RedisHealth,
    prefix: string,
  ) {
    this.prefix = prefix;
    this.shared = new RedisStore({ prefix, sendCommand: (...command) => this.send(command) });
  }

  async init(options: Options): Promise<void> {
    this.windowMs = options.windowMs;
    this.alone.init(options);
    await this.shared.init(options);
  }

  async increment(key: string): Promise<IncrementResponse> {
    if (!this.health.isGood) return this.count(this.alone, key);
    try {
      return await this.health.ask(this.count(this.shared, key));
    } catch {
      return this.count(this.alone, key);
    }
  }

  /**
   * Redis and this process count windows by their times of day. One that was set back by an hour would go on counting
   * for that hour, and lock people out; a window that ends later than a whole one from now begins again.
   */
  private async count(store: MemoryStore | RedisStore, key: string): Promise<IncrementResponse> {
    const counted = await store.increment(key);
    const endsInMs = (counted.resetTime?.getTime() ?? 0) - Date.now();
    if (endsInMs <= this.windowMs + toleranceMs) return counted;
    await store.resetKey(key);
    return store.increment(key);
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
