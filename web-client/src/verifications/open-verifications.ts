import { signal } from '@preact/signals';
import type { Payment } from '../../../contract/api/payments.js';
import { newKey } from '../http/new-key.js';
import { isFinal } from '../http/submission.js';
import type { StoredList } from '../stored-list.js';

/** A payment that somebody has verified, and may still take that back. */
export interface Verification {
  paymentId: string;
  bookingId: string;
  slotCode: string;
  /** As it was shown: for no other one is it verified. */
  amount: number;
  currency: string;
}

/** One that the server has not confirmed. Kept until it has, also over reloads. */
export interface OpenVerification extends Verification {
  key: string;
  /** Epoch milliseconds of this device, before which it can be taken back. */
  sendAt: number;
}

/** For so long a verification can be taken back. */
export const undoForMs = 5_000;

/** How much longer, while somebody is at the toast that says so: not for ever, since it may have come up under a pointer at rest. */
const longerMs = 1_000;
const mostLonger = 10;

/** How long before the end it is too late in the other tabs. */
const marginMs = 300;

/** One that is not sent by then may have been left by a tab that has died: any other one sends it. */
const lateMs = 3_000;

interface Deps {
  store: StoredList<OpenVerification>;
  /** Epoch milliseconds of this device. */
  now: () => number;
  send: (open: OpenVerification) => Promise<Payment>;
  /** Sends it so that it arrives although the page is unloaded. Nobody may be there to hear the answer. */
  sendLeaving: (open: OpenVerification) => Promise<void>;
  /** Runs work unless another tab is at it. */
  unlessElsewhere: (name: string, work: () => Promise<void>) => Promise<void>;
  /** Whether somebody is at the toast that offers to take it back. */
  isHeld: (open: OpenVerification) => boolean;
  /** It begins: say so. */
  begun: (open: OpenVerification) => void;
  /** It is no longer to be taken back here: it was sent, or was taken back in any tab. */
  over: (open: Pick<OpenVerification, 'key'>) => void;
  /** @param wasDelayed whether it had been said that it was not */
  verified: (open: OpenVerification, wasDelayed: boolean) => void;
  /** The server cannot be reached: it is sent when it can. */
  delayed: (open: OpenVerification) => void;
  refused: (open: OpenVerification, error: unknown) => void;
}

/**
 * Verifications that can be taken back for a moment, because they are sent after it: at once when the page is left, and later where the
 * server cannot be reached. What was asked for is in the storage of the browser until the server has answered, so that none is lost.
 */
export class OpenVerifications {
  /** What is not confirmed, in any tab. */
  readonly open = signal<readonly OpenVerification[]>([]);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly underway = new Set<string>();
  private readonly late = new Set<string>();

  constructor(private readonly deps: Deps) {
    this.look();
  }

  /** The one of a payment, if there is one. */
  of(paymentId: string): OpenVerification | undefined {
    return this.open.value.find((open) => open.paymentId === paymentId);
  }

  /** Verifies a payment, unless that is taken back in time. */
  verify(asked: Verification): void {
    if (this.deps.store.read().some(({ paymentId }) => paymentId === asked.paymentId)) return;
    const open = { ...asked, key: newKey(), sendAt: this.deps.now() + undoForMs };
    this.deps.store.add(open);
    this.look();
    this.deps.begun(open);
    this.sendAfter(open, undoForMs);
  }

  /** Whether it can still be taken back. */
  isUndoable({ key }: OpenVerification): boolean {
    const open = this.known(key);
    if (!open || this.underway.has(key)) return false;
    // The tab that sends it may do so before it has heard of this one.
    return this.timers.has(key) || this.deps.now() < open.sendAt - marginMs;
  }

  /** Whether the server could not be reached. */
  isLate({ key }: OpenVerification): boolean {
    return this.late.has(key);
  }

  /** Takes it back. @returns false where it is too late */
  undo(open: OpenVerification): boolean {
    if (!this.isUndoable(open)) return false;
    this.deps.store.remove(open.key);
    this.look();
    return true;
  }

  /** Reads what other tabs have begun, sent and taken back. */
  look(): void {
    this.open.value = this.deps.store.read();
    for (const [key, timer] of this.timers) {
      if (this.known(key)) continue;
      clearTimeout(timer);
      this.timers.delete(key);
      this.deps.over({ key });
    }
  }

  /** Sends what nobody else does; to be called when the server can be reached again, and from time to time. */
  async resume(): Promise<void> {
    this.look();
    const now = this.deps.now();
    for (const open of this.deps.store.read()) {
      const isOurs = this.timers.has(open.key);
      // A clock that was set back would keep it waiting for long.
      const isDue = now >= open.sendAt + lateMs || now < open.sendAt - undoForMs - lateMs;
      if (!isOurs && (isDue || this.late.has(open.key))) await this.finish(open);
    }
  }

  /** The page may be unloaded: what waits here is sent now. */
  leave(): void {
    for (const key of [...this.timers.keys()]) {
      const open = this.known(key);
      this.stop(key);
      if (!open || this.underway.has(key)) continue;
      this.deps.over(open);
      // The next page is not to offer to take it back.
      this.deps.store.add({ ...open, sendAt: 0 });
      // A page that lives on hears the answer; another one asks again, which changes nothing.
      this.underway.add(key);
      this.deps
        .sendLeaving(open)
        .then(() => {
          this.settle(open);
        })
        .catch((error: unknown) => {
          this.fail(open, error);
        })
        .finally(() => this.underway.delete(key));
    }
    this.look();
  }

  private sendAfter(open: OpenVerification, ms: number, longer = 0): void {
    this.stop(open.key);
    this.timers.set(
      open.key,
      setTimeout(() => {
        if (longer < mostLonger && this.known(open.key) && this.deps.isHeld(open)) {
          this.deps.store.add({ ...open, sendAt: this.deps.now() + longerMs });
          this.sendAfter(open, longerMs, longer + 1);
        } else void this.finish(open);
      }, ms),
    );
  }

  private async finish(open: OpenVerification): Promise<void> {
    this.stop(open.key);
    await this.deps.unlessElsewhere(`parkmate.verification.${open.key}`, async () => {
      // It was taken back, or sent by another tab.
      if (!this.known(open.key) || this.underway.has(open.key)) return;
      this.underway.add(open.key);
      this.deps.over(open);
      this.look();
      try {
        await this.deps.send(open);
        this.settle(open);
      } catch (error) {
        this.fail(open, error);
      } finally {
        this.underway.delete(open.key);
        this.look();
      }
    });
  }

  private settle(open: OpenVerification): void {
    this.deps.store.remove(open.key);
    this.deps.verified(open, this.late.delete(open.key));
    this.look();
  }

  private fail(open: OpenVerification, error: unknown): void {
    if (isFinal(error)) {
      this.deps.store.remove(open.key);
      this.deps.refused(open, error);
    } else if (!this.late.has(open.key)) {
      this.late.add(open.key);
      this.deps.delayed(open);
    }
    this.look();
  }

  private known(key: string): OpenVerification | undefined {
    return this.deps.store.read().find((open) => open.key === key);
  }

  private stop(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
  }
}
