import type { Account } from '../../../contract/api/accounts.js';
import type { Monotonic } from '../time/server-clock.js';

/** A session as it travels between the tabs of a browser. */
export interface Grant {
  user: Account;
  accessToken: string;
  /** For how long the token is good from now on. A span needs no clock that two sides would have to agree on. */
  leftMs: number;
}

export interface TokenDeps {
  monotonic: Monotonic;
  /** Exchanges the refresh cookie for a new one. @throws ApiProblem 401 when there is no session (any more) */
  refresh: () => Promise<Grant>;
  /** Runs one piece of work at a time in all tabs together. */
  exclusively: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Tells this and the other tabs of a new grant. */
  granted: (grant: Grant) => void;
}

/** A new token is fetched when this share of the old one's life is left, but not earlier than the longest lead. */
const leadShare = 0.2;
const longestLeadMs = 60_000;

/** A proxy whose clock is wrong may make every token look used up. That is for the server to say, not a reason to hurry. */
const shortestMs = 1_000;

/**
 * The access token of this tab, in memory alone. A refresh cookie can be used once and is shared by all tabs, so they take
 * turns, and who has waited uses what the one before has fetched.
 */
export class Tokens {
  private held: { token: string; goodUntil: number } | undefined;
  private running: Promise<string> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: TokenDeps) {}

  get current(): string | undefined {
    return this.held?.token;
  }

  /** Takes a token that somebody has fetched, and has the next one fetched in time. */
  adopt({ accessToken, ...grant }: Grant, onFailure: (error: unknown) => void): void {
    const leftMs = Math.max(grant.leftMs, shortestMs);
    const leadMs = Math.min(leftMs * leadShare, longestLeadMs);
    // Not all tabs at once: the first one spares the others the way.
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

  /** A token that will be good for a while. */
  async fresh(): Promise<string> {
    const { held } = this;
    if (held && this.deps.monotonic() < held.goodUntil) return held.token;
    return this.renew(held?.token);
  }

  /** A token in place of one that is used up. Whoever asks meanwhile gets the same one. */
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
