import { computed, signal } from '@preact/signals';
import type { Account } from '../../../contract/api/accounts.js';
import type { ConnectionState } from '../live/session-socket.js';
import type { Live } from '../live/live.js';
import { Tokens, type Grant } from '../session/tokens.js';
import type { ReadonlySignal } from '@preact/signals';
import { askPage, type GetToken, type HostTokenDeps } from './host-tokens.js';

/** `idle`: nothing on the page needs it, or nobody has said where tokens are. `failed`: there is no token; it goes on trying. */
export type Status = ConnectionState | 'idle' | 'failed';

export interface HostSessionDeps extends Omit<HostTokenDeps, 'getToken'> {
  monotonic: () => number;
  live: ReadonlySignal<Live | undefined>;
  goLive: (user: Account) => () => void;
  /** Gives or takes the token that the open connection presents. */
  present: (token: string | undefined) => void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** The one session of all elements on a page of another site, for as long as there are any. */
export class HostSession {
  private source: GetToken | undefined;
  private holders = 0;
  private run = 0;
  private stopLive: (() => void) | undefined;
  private user: Account | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private nextPauseMs = firstPauseMs;
  /** Whether a new source may be asked before the pause is over: one of each pause may. */
  private mayHurry = true;
  private readonly phase = signal<'idle' | 'connecting' | 'failed'>('idle');
  private tokens: Tokens;

  readonly status: ReadonlySignal<Status> = computed(
    () => this.deps.live.value?.connection.state.value ?? this.phase.value,
  );

  constructor(private readonly deps: HostSessionDeps) {
    this.tokens = this.newTokens();
  }

  get getToken(): GetToken | undefined {
    return this.source;
  }

  /**
   * From now on tokens come from here. A session goes on, since pages give an equal function again and again, some with each
   * change of the status: so a source that fails is asked no faster for it.
   */
  set getToken(source: GetToken | undefined) {
    this.source = source;
    const phase = this.phase.peek();
    if (this.holders === 0 || phase === 'connecting' || (phase === 'failed' && !this.mayHurry)) return;
    if (phase === 'failed') this.mayHurry = false;
    this.start();
  }

  /** Keeps the connection open until what is returned is called. */
  hold(): () => void {
    this.holders += 1;
    if (this.holders === 1) this.start();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.holders -= 1;
      // An element that is moved is taken out and put in again.
      setTimeout(() => {
        if (this.holders === 0) this.stop();
      });
    };
  }

  /** Somebody else uses the page: forgets whose it was, and asks for a token anew. */
  reset(): void {
    this.stop();
    if (this.holders > 0) this.start();
  }

  /** A token that is not known to have expired. */
  fresh(): Promise<string> {
    return this.tokens.fresh();
  }

  /** A replacement for a token that the server has rejected. */
  renewed(stale: string | undefined): Promise<string> {
    return this.tokens.renew(stale);
  }

  private start(): void {
    if (this.stopLive || !this.source) return;
    this.run += 1;
    clearTimeout(this.pause);
    void this.open(this.run);
  }

  private async open(run: number): Promise<void> {
    this.phase.value = 'connecting';
    try {
      await this.tokens.fresh();
      if (run !== this.run || !this.user) return;
      this.forgetFailures();
      this.stopLive = this.deps.goLive(this.user);
    } catch {
      if (run !== this.run) return;
      this.pause = setTimeout(
        () => {
          this.mayHurry = true;
          this.nextPauseMs = Math.min(2 * this.nextPauseMs, longestPauseMs);
          void this.open(run);
        },
        this.nextPauseMs * (0.75 + Math.random() / 2),
      );
      // Whoever hears of it may set another source at once.
      this.phase.value = 'failed';
    }
  }

  private forgetFailures(): void {
    this.nextPauseMs = firstPauseMs;
    this.mayHurry = true;
  }

  private stop(): void {
    this.run += 1;
    clearTimeout(this.pause);
    this.forgetFailures();
    this.stopLive?.();
    this.stopLive = undefined;
    this.tokens.drop();
    this.tokens = this.newTokens();
    this.user = undefined;
    this.deps.present(undefined);
    this.phase.value = 'idle';
  }

  private newTokens(): Tokens {
    const tokens: Tokens = new Tokens({
      monotonic: this.deps.monotonic,
      exclusively: (work) => work(),
      refresh: () => this.ask(tokens),
      granted: (grant) => {
        if (tokens !== this.tokens) return;
        this.user = grant.user;
        tokens.adopt(grant, () => undefined);
        this.deps.present(grant.accessToken);
      },
    });
    return tokens;
  }

  private async ask(tokens: Tokens): Promise<Grant> {
    if (!this.source) throw new Error('nobody has said where tokens are: set getToken');
    const { user } = this;
    const grant = await askPage({ ...this.deps, getToken: this.source }, tokens.current, user);
    if (tokens === this.tokens && user && grant.user.id !== user.id) {
      // Nothing of the last person may be shown to the next one.
      this.reset();
      throw new Error('the token is of another person');
    }
    return grant;
  }
}
