import type { Redis } from 'ioredis';
import { EventEmitter } from 'node:events';
import type { Logger } from '../observability/logger.js';
import { Misconfiguration } from '../misconfiguration.js';
import { checkRedis, type Verdict } from './check.js';
import type { RedisNeeds } from './needed-rights.js';
import { isReply } from './refusals.js';
import { connectRedis, type RedisPurpose } from './connection.js';

/** A doubt is looked into at once, but no more often than this: whoever doubts waits for the outcome. */
const debounceMs = 1_000;

/** Those who are held want to know soon. */
const heldMs = 2_000;

/** Rights can be withdrawn, and passwords changed, without anybody being told. */
const checkEveryMs = 5_000;

const logEveryMs = 60_000;

const refused = 'redis refuses what this process needs';
const unknownPolicy =
  'redis refuses INFO, so nobody here can see whether maxmemory-policy is noeviction, as it must be';

interface Events {
  /** Redis grants everything, for the first time or after it did not. */
  granted: [];
  /** Redis refused something. Whoever would try again without end waits for `granted`. */
  doubted: [];
}

/**
 * Knows whether Redis lets this process do all that it must: a password that is wrong, a right that is missing, or a
 * setting that would lose jobs look like neither an outage nor health. At boot they end the process, later they are
 * logged and lived with until somebody mends them.
 */
export class RedisAccess {
  private readonly events = new EventEmitter<Events>();
  private verdict: Verdict = { is: 'away', reason: 'not asked yet' };
  private doubted = false;
  private looking = false;
  private stopped = false;
  private lookedAt = -Infinity;
  private soon: NodeJS.Timeout | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly saidAt = new Map<string, number>();

  private constructor(
    private readonly url: string,
    private readonly needs: RedisNeeds,
    private readonly name: string,
    private readonly log: Logger,
  ) {
    this.timer = setInterval(() => void this.check(), checkEveryMs).unref();
  }

  /**
   * Looks once. A Redis that is away is no reason not to start.
   * @param name of the process, as connections carry it.
   * @throws Misconfiguration with all that is missing when Redis answers and refuses.
   */
  static async open(url: string, needs: RedisNeeds, name: string, log: Logger): Promise<RedisAccess> {
    const access = new RedisAccess(url, needs, name, log);
    await access.look();
    const { verdict } = access;
    if (verdict.is === 'refused') {
      access.stop();
      throw new Misconfiguration('The Redis in REDIS_URL does not let this process work', verdict.problems);
    }
    return access;
  }

  /** As `connectRedis`. A connection that comes back may meet other rights than before. */
  connect(purpose: RedisPurpose, name: string): Redis {
    const mayInfo = this.verdict.is !== 'granted' || this.verdict.mayInfo;
    const redis = connectRedis(this.url, purpose, `${this.name}-${name}`, this.log, { mayInfo });
    redis.on('error', (error: Error) => {
      if (isReply(error)) this.doubt(error);
    });
    redis.on('ready', () => {
      if (!this.isGranted) this.lookSoon();
    });
    return redis;
  }

  private get isGranted(): boolean {
    return this.verdict.is === 'granted' && !this.doubted;
  }

  /** Redis refused something, and has not granted everything since. */
  get isHeld(): boolean {
    return this.isRefused || this.doubted;
  }

  /** While Redis is away nobody knows, and nothing is refused. */
  get isRefused(): boolean {
    return this.verdict.is === 'refused';
  }

  /** Of Redis, once it was granted; of a Valkey, the version of Redis that it stands for. */
  get version(): string | undefined {
    return this.verdict.is === 'granted' ? this.verdict.version : undefined;
  }

  /** Calls now, if Redis grants everything now, and whenever it does so again. */
  onGranted(listener: () => void): void {
    this.events.on('granted', listener);
    if (this.isGranted) listener();
  }

  onDoubted(listener: () => void): void {
    this.events.on('doubted', listener);
  }

  /** Says that Redis refused something that it had granted, or should have. */
  doubt(refusal: Error): void {
    this.sayOnceAMinute('warn', 'redis refused a command', { reason: refusal.message });
    if (!this.doubted) {
      this.doubted = true;
      this.events.emit('doubted');
    }
    this.lookSoon();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    clearTimeout(this.soon);
    this.events.removeAllListeners();
  }

  private lookSoon(afterMs = debounceMs): void {
    if (this.stopped) return;
    this.soon ??= setTimeout(
      () => {
        this.soon = undefined;
        void this.check();
      },
      Math.max(0, this.lookedAt + afterMs - performance.now()),
    ).unref();
  }

  private async check(): Promise<void> {
    await this.look();
    const { verdict } = this;
    if (verdict.is === 'refused') {
      this.sayOnceAMinute('error', refused, { problems: verdict.problems });
    }
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    this.lookedAt = performance.now();
    const verdict = await checkRedis(this.url, this.needs, `${this.name}-check`);
    this.looking = false;
    if (this.stopped) return;
    const { isGranted: wasGranted, isRefused: wasRefused } = this;
    this.verdict = verdict;
    if (verdict.is === 'granted') this.doubted = false;
    if (this.isHeld) this.lookSoon(heldMs);
    if (verdict.is !== 'granted') return;
    if (!verdict.mayInfo && !this.saidAt.has(unknownPolicy)) this.sayOnceAMinute('warn', unknownPolicy, {});
    if (wasRefused) {
      this.log.info('redis grants again what this process needs');
      this.saidAt.delete(refused);
    }
    if (!wasGranted) this.events.emit('granted');
  }

  private sayOnceAMinute(level: 'warn' | 'error', message: string, facts: object): void {
    const now = performance.now();
    if (now - (this.saidAt.get(message) ?? -Infinity) < logEveryMs) return;
    this.saidAt.set(message, now);
    this.log.log(level, message, facts);
  }
}
