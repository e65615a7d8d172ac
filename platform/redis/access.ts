import type { Redis } from 'ioredis';
import { EventEmitter } from 'node:events';
import type { Logger } from '../observability/logger.js';
import { Misconfiguration } from '../misconfiguration.js';
import { checkRedis, type Verdict } from './check.js';
import type { RedisNeeds } from './needed-rights.js';
import { isReply } from './refusals.js';
import { connectRedis, type RedisPurpose } from './connection.js';

/** Minimum time between two checks that refused commands ask for. The first one starts at once. */
const debounceMs = 1_000;

/** Interval of checks while consumers are paused. */
const heldMs = 2_000;

/** ACL rights and passwords can change at any time without notice to open connections. */
const checkEveryMs = 5_000;

const logEveryMs = 60_000;

const refused = 'redis refuses what this process needs';
const unknownPolicy =
  'redis refuses INFO, so nobody here can see whether maxmemory-policy is noeviction, as it must be';

interface Events {
  /** Redis permits everything needed, for the first time or again. */
  granted: [];
  /** Redis refused a command. Consumers that would retry in a tight loop pause until `granted`. */
  doubted: [];
}

/**
 * Checks that Redis permits all commands and channels that this process needs. A wrong password, a missing ACL right or an
 * eviction policy that loses jobs is neither an outage nor health: at boot it ends the process with a configuration
 * error; later it is logged once a minute, and consumers pause until an operator has fixed it.
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
   * Checks once. An unreachable Redis does not prevent the start.
   * @param name of the process, as connections carry it.
   * @throws Misconfiguration listing everything that is missing, when Redis answers and refuses.
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

  /** As `connectRedis`. Rights may have changed when a connection is re-established, so they are checked again. */
  connect(purpose: RedisPurpose, name: string): Redis {
    const { mayInfo } = this;
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

  /** Redis refused a command, and no check has succeeded since. */
  get isHeld(): boolean {
    return this.isRefused || this.doubted;
  }

  /** False while Redis is unreachable: nothing is known then. */
  get isRefused(): boolean {
    return this.verdict.is === 'refused';
  }

  /** False where the ACL refuses INFO, as far as is known. */
  get mayInfo(): boolean {
    return this.verdict.is !== 'granted' || this.verdict.mayInfo;
  }

  /** The version of Redis, known after the first successful check; for Valkey, the Redis version that it is compatible with. */
  get version(): string | undefined {
    return this.verdict.is === 'granted' ? this.verdict.version : undefined;
  }

  /** Calls the listener now if everything is permitted, and each time that it becomes so again. */
  onGranted(listener: () => void): void {
    this.events.on('granted', listener);
    if (this.isGranted) listener();
  }

  onDoubted(listener: () => void): void {
    this.events.on('doubted', listener);
  }

  /** Reports a refused command, which triggers a check. */
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
