import { signal } from '@preact/signals';
import type { Booking, Quote, RenewalBody } from '../../../contract/api/bookings.js';
import { ApiProblem, isProblem } from '../http/problem.js';
import type { Expiry } from './expiry.js';

/** What is offered, where nobody else has booked the slot. */
const usualSeconds = 1_800;

/** Less is not worth a button. */
const leastSeconds = 60;

/** A period with the price that is shown before it is taken. */
interface Priced {
  seconds: number;
  quote: Quote;
}

export type OfferState =
  /** The price is being asked for. */
  | { status: 'asking' }
  /** `failure`: why the last attempt came to nothing. */
  | ({ status: 'open'; failure?: unknown } & Priced)
  | ({ status: 'renewing' } & Priced)
  /** Somebody else has the slot, so soon that there is nothing to renew for. */
  | { status: 'taken'; from: string }
  /** Not renewable, whatever the period. */
  | { status: 'closed'; reason: unknown }
  /** No price could be had. */
  | { status: 'unknown'; failure: unknown };

export interface OfferDeps {
  quote: (bookingId: string, durationSeconds: number) => Promise<Quote>;
  /** Renews once, however often it has to be sent. */
  renew: (expiry: Expiry, body: RenewalBody) => Promise<Booking>;
  renewed: (booking: Booking) => void;
}

/** Whether the server has refused it for good. */
const isRefusal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429;

/** Renewing a booking that is about to end with one tap: for half an hour, or for as long as its slot can be had. */
export class RenewalOffer {
  readonly state = signal<OfferState>({ status: 'asking' });

  constructor(
    readonly expiry: Expiry,
    private readonly deps: OfferDeps,
  ) {}

  /** Whether an answer is awaited, which then says more than anything that comes meanwhile. */
  get isBusy(): boolean {
    return this.state.peek().status === 'renewing';
  }

  /** Asks for the price. @param failure why the last attempt came to nothing */
  async ask(failure?: unknown): Promise<void> {
    this.state.value = { status: 'asking' };
    try {
      this.state.value = await this.priced(failure);
    } catch (error) {
      this.state.value = isRefusal(error)
        ? { status: 'closed', reason: error }
        : { status: 'unknown', failure: error };
    }
  }

  /** Renews for the period and the price that are shown. */
  async accept(): Promise<void> {
    const offered = this.state.peek();
    if (offered.status !== 'open') return;
    const { seconds, quote } = offered;
    this.state.value = { status: 'renewing', seconds, quote };
    try {
      this.deps.renewed(await this.deps.renew(this.expiry, { durationSeconds: seconds, price: quote.price }));
    } catch (error) {
      if (isProblem(error, 'slot_taken') || isProblem(error, 'price_changed')) await this.ask(error);
      else if (isRefusal(error)) this.state.value = { status: 'closed', reason: error };
      else this.state.value = { status: 'open', seconds, quote, failure: error };
    }
  }

  private async priced(failure: unknown): Promise<OfferState> {
    const { bookingId } = this.expiry;
    const usual = await this.deps.quote(bookingId, usualSeconds);
    const most = secondsFree(usual);
    if (most >= usualSeconds) return { status: 'open', seconds: usualSeconds, quote: usual, failure };
    const taken = { status: 'taken', from: usual.availableUntil ?? usual.startsAt } as const;
    if (most < leastSeconds) return taken;
    try {
      return { status: 'open', seconds: most, quote: await this.deps.quote(bookingId, most), failure };
    } catch (error) {
      // So short a period may not be booked here.
      if (isProblem(error, 'invalid_request')) return taken;
      throw error;
    }
  }
}

/** For how long the slot can be had, in whole minutes. */
function secondsFree({ startsAt, availableUntil }: Quote): number {
  if (availableUntil === null) return Infinity;
  const seconds = (Date.parse(availableUntil) - Date.parse(startsAt)) / 1000;
  return Math.max(0, Math.floor(seconds / 60) * 60);
}
