import type { Redis } from 'ioredis';
import {
  parseSample,
  readRawSamples,
  samplesKept,
  type StoredSample,
} from '../../domain/operations/samples.js';

/** More than are added between two reads, unless this process was frozen. */
const tailLength = 6;

/** The samples of the last hour, kept in memory while somebody watches, so that a read takes the newest ones only. */
export class SampleWindow {
  private raw: string[] | undefined;
  private samples: StoredSample[] = [];
  private fresh: StoredSample[] = [];

  constructor(private readonly redis: Redis) {}

  /** Oldest first; undefined before the first read. */
  get all(): readonly StoredSample[] | undefined {
    return this.raw && this.samples;
  }

  /** Reads what was added. */
  async refresh(): Promise<void> {
    if (this.raw) {
      const tail = await readRawSamples(this.redis, tailLength);
      const last = this.raw.at(-1);
      if (tail.at(-1) === last) return;
      const place = last === undefined ? -1 : tail.lastIndexOf(last);
      if (place >= 0) {
        this.fresh.push(...this.add(tail.slice(place + 1)));
        return;
      }
    }
    // The first read, or so many are new, or Redis has lost what it held.
    const whole = await readRawSamples(this.redis);
    const known = this.raw && new Set(this.raw);
    if (known) this.fresh.push(...whole.filter((raw) => !known.has(raw)).map(parseSample));
    this.raw = [];
    this.samples = [];
    this.add(whole);
  }

  /** Those that were added since the first read or the last call. */
  takeFresh(): readonly StoredSample[] {
    return this.fresh.splice(0);
  }

  /** Frees the memory. */
  forget(): void {
    this.raw = undefined;
    this.samples = [];
    this.fresh = [];
  }

  private add(added: readonly string[]): StoredSample[] {
    const samples = added.map(parseSample);
    this.raw = [...(this.raw ?? []), ...added].slice(-samplesKept);
    this.samples = [...this.samples, ...samples].slice(-samplesKept);
    return samples;
  }
}
