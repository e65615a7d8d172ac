import type { Booking, Quote, RenewalBody } from '../../../contract/api/bookings.js';
import type { Money } from '../../../contract/values.js';
import { newKey } from '../http/new-key.js';
import { isFinal, Submission } from '../http/submission.js';
import { askedHere } from './asked-here.js';
import type { Expiry } from './expiry.js';
import type { RenewalStore } from './renewal-store.js';

/** A renewal that was asked for and is not answered. Sent again under its key, it is the same one. */
export interface OpenRenewal extends Expiry {
  durationSeconds: number;
  /** What the user was shown, where that was known: it is renewed at no other. */
  price?: Money | undefined;
  key: string;
}

export interface OpenRenewalDeps {
  store: RenewalStore;
  /** Epoch milliseconds of the server's clock. */
  serverNow: () => number;
  send: (bookingId: string, body: RenewalBody, idempotencyKey: string) => Promise<Booking>;
  quote: (bookingId: string, durationSeconds: number) => Promise<Quote>;
  find: (bookingId: string) => Promise<Booking>;
  /** Runs work unless another tab is at it. */
  unlessElsewhere: (name: string, work: () => Promise<void>) => Promise<void>;
  /** What came of a renewal that nobody waits for any more. */
  renewed: (booking: Booking) => void;
  /** @param error the server's refusal; undefined when the booking had ended before the renewal reached the server */
  refused: (renewal: OpenRenewal, error: unknown) => void;
}

/**
 * Renewals of a user, each made once and never left in silence: one whose answer was lost, because the connection or the
 * page went, is kept over reloads and finished when the server can be reached again.
 */
export class OpenRenewals {
  private readonly underway = new Set<string>();

  constructor(private readonly deps: OpenRenewalDeps) {}

  /** The price of a renewal. @throws ApiProblem, Unreachable */
  quote(bookingId: string, durationSeconds: number): Promise<Quote> {
    return this.deps.quote(bookingId, durationSeconds);
  }

  /** Renews, with retries. @throws ApiProblem, Unreachable: then it stays open */
  renew(expiry: Expiry, body: RenewalBody): Promise<Booking> {
    const submission = new Submission<RenewalBody, Booking>((body) => this.attempt(expiry, body));
    return askedHere(expiry.bookingId, () => submission.run(body));
  }

  /** Renews once, under the key of the same renewal where that is open. @throws ApiProblem, Unreachable */
  async attempt(expiry: Expiry, { durationSeconds, price }: RenewalBody): Promise<Booking> {
    const { store, send } = this.deps;
    const { bookingId, deadlineVersion } = expiry;
    const known = store
      .read()
      .find(
        (open) =>
          open.bookingId === bookingId &&
          open.deadlineVersion === deadlineVersion &&
          open.durationSeconds === durationSeconds,
      );
    const open: OpenRenewal = known ?? { ...expiry, durationSeconds, price, key: newKey() };
    if (!known) store.add(open);
    this.underway.add(open.key);
    try {
      const booking = await send(bookingId, { durationSeconds, price: open.price }, open.key);
      store.remove(open.key);
      return booking;
    } catch (error) {
      if (isFinal(error)) store.remove(open.key);
      throw error;
    } finally {
      this.underway.delete(open.key);
    }
  }

  /** Finishes what is open; to be called when the server can be reached again. */
  async resume(): Promise<void> {
    for (const open of this.deps.store.read()) {
      if (this.underway.has(open.key)) continue;
      await this.deps.unlessElsewhere(`parkmate.renewal.${open.key}`, () => this.finish(open));
    }
  }

  private async finish(open: OpenRenewal): Promise<void> {
    const { store, serverNow, find, renewed, refused } = this.deps;
    try {
      if (serverNow() < Date.parse(open.endsAt)) {
        renewed(await this.attempt(open, open));
        return;
      }
      // It would begin anew by now, which nobody has asked for: what came of it is said, and nothing more is done.
      const booking = await find(open.bookingId);
      store.remove(open.key);
      if (booking.deadlineVersion > open.deadlineVersion) renewed(booking);
      else refused(open, undefined);
    } catch (error) {
      if (!isFinal(error)) return;
      store.remove(open.key);
      refused(open, error);
    }
  }
}
