import type { Account } from '../../../contract/api/accounts.js';
import type { Monotonic } from '../time/server-clock.js';

/** An access token with its remaining lifetime, as posted between tabs. */
export interface Grant {
  user: Account;
  accessToken: string;
  /** Remaining lifetime in milliseconds; a duration needs no synchronised clocks. */
  leftMs: number;
}

export interface TokenDeps {
  monotonic: Monotonic;
  /** Rotates the refresh cookie. @throws ApiProblem 401 when there is no session (any more) */
  refresh: () => Promise<Grant>;
  /** Runs work under a lock shared by all tabs. */
  exclusively: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Publishes a new grant to this and the other tabs. */
  granted: (grant: Grant) => void;
}

/** A token is refreshed when this share of its lifetime is left, but no earlier than `longestLeadMs` before its expiry. */
const leadShare = 0.2;
const longestLeadMs = 60_000;

/**
 * Minimum lifetime: a proxy with clock skew may make every token look expired, which must not cause a refresh loop. The
 * server decides whether it is.
 */
const shortestMs = 1_000;

/**
 * The access token of this tab, in memory only. The refresh cookie is single-use and shared by all tabs, so refreshes
 * run under a lock, and a tab that has waited uses the token of the previous one.
 */
export class Tokens {
  private held: { token: string; goodUntil: number } | undefined;
  private running: Promise<string> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: TokenDeps) {}

  get current(): string | undefined {
    return this.held?.token;
  }

  /** Adopts a token that this or another tab has fetched, and schedules the next refresh. */
  adopt({ accessToken, ...grant }: Grant, onFailure: (error: unknown) => void): void {
    const leftMs = Math.max(grant.leftMs, shortestMs);
    const leadMs = Math.min(leftMs * leadShare, longestLeadMs);
    // With jitter, so that one tab refreshes for all.
    const delayMs = Math.max(0, leftMs - leadMs * (1 + Math.random() / 2));
    this.held = { token: accessToken, goodUntil: this.deps.monotonic() + leftMs };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.renew(accessToken).catch(onFailure);
    }, delayMs);
  }

  drop(): void {
    this.held = undefined;
    clearTimeout(this.timer);
  }

  /** A token that is not about to expire. @throws what `refresh` throws */
  async fresh(): Promise<string> {
    const { held } = this;
    if (held && this.deps.monotonic() < held.goodUntil) return held.token;
    return this.renew(held?.token);
  }

  /** A replacement for a rejected token. Concurrent callers share one refresh (single-flight). */
  renew(stale: string | undefined): Promise<string> {
    if (this.held && this.held.token !== stale) return Promise.resolve(this.held.token);
    this.running ??= this.replace(stale).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private replace(stale: string | undefined): Promise<string> {
    return this.deps.exclusively(async () => {
      const { held } = this;
      if (held && held.token !== stale) return held.token;
      const grant = await this.deps.refresh();
      this.deps.granted(grant);
      return grant.accessToken;
    });
  }
}
