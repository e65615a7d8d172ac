import type { Booking } from '../../../contract/api/bookings.js';
import type { ClientEvent } from '../../../contract/catalog.js';
import type { Notification } from '../../../contract/notification.js';
import { ApiProblem } from '../http/problem.js';
import { isAskedHere } from '../renewals/asked-here.js';
import { expiryIn } from '../renewals/expiry.js';
import type { OpenRenewal } from '../renewals/open-renewals.js';
import { RenewalOffer, type OfferDeps } from '../renewals/renewal-offer.js';
import { renewalOutcome, renewedEvent, sayRefused } from './renewal-outcome.js';
import { language } from '../texts/language.js';
import type { ToastList } from '../toasts/toast-list.js';

/** Warnings before the end, the end and renewals of a booking contradict each other: the later one takes the place. */
const aboutTheEnd = ['booking.expiring', renewedEvent];

const refusedEvent = 'booking.renewal-failed';

/** Shows notifications and client events as toasts; a notification uses the slot of the client event that it replaces. */
export class Toaster {
  constructor(
    private readonly toasts: ToastList,
    private readonly clientEvents: readonly ClientEvent[],
    private readonly renewals: Pick<OfferDeps, 'quote' | 'renew'>,
  ) {}

  show(notification: Notification): void {
    const { id, event, type, title, message, link, data } = notification;
    if (event === refusedEvent && isAskedHere(data.bookingId)) return;
    const slot = this.slotOf(notification);
    const known = this.toasts.at(slot);
    if (known?.notificationId === id) return;
    if (
      known?.event === renewedEvent &&
      event === renewedEvent &&
      known.ending?.deadlineVersion === data.deadlineVersion
    ) {
      // What was said of this renewal when it was answered says more.
      this.toasts.put({ ...known, notificationId: id });
      return;
    }
    const offer = this.offerOf(notification);
    this.toasts.put({
      slot,
      notificationId: id,
      event,
      type,
      title,
      message,
      link,
      ...(offer && { ending: offer.expiry, offer }),
    });
    void offer?.ask();
  }

  /** What has come of a renewal, in the place of the warning. */
  renewed(booking: Booking): void {
    const slot = slotFor(booking.id);
    this.toasts.put({ slot, ...renewalOutcome(booking, this.toasts.at(slot)) });
  }

  /** A renewal that nobody waits for any more came to nothing. */
  refused(renewal: OpenRenewal, error: unknown): void {
    // Of a refusal by its rules the server sends a notification, which says why.
    if (error instanceof ApiProblem && error.status === 409) return;
    this.toasts.put({ slot: renewal.key, ...sayRefused(renewal, error) });
  }

  /** Shows a client event, until the server's notification replaces it. */
  raise(event: string, bookingId: string): void {
    const content = this.clientEvents.find((known) => known.event === event);
    if (!content) return;
    const { type, texts } = content;
    const { title, message } = texts[language.peek()];
    this.toasts.put({
      slot: slotFor(bookingId),
      event,
      type,
      title,
      message,
      link: `/bookings/${bookingId}`,
    });
  }

  /** Dismisses the toast of a client event. */
  retract(event: string, bookingId: string): void {
    const slot = slotFor(bookingId);
    if (this.toasts.at(slot)?.event === event) this.toasts.dismiss(slot);
  }

  /** The client events that this notification replaces. */
  replacedBy({ event }: Pick<Notification, 'event'>): string[] {
    return this.clientEvents.filter(({ replacedBy }) => replacedBy.includes(event)).map(({ event }) => event);
  }

  private slotOf(notification: Notification): string {
    const { bookingId } = notification.data;
    const isAboutTheEnd =
      aboutTheEnd.includes(notification.event) || this.replacedBy(notification).length > 0;
    return isAboutTheEnd && typeof bookingId === 'string' ? slotFor(bookingId) : notification.id;
  }

  private offerOf(notification: Notification): RenewalOffer | undefined {
    const expiry = expiryIn(notification);
    if (!expiry) return undefined;
    const renewed = (booking: Booking) => {
      this.renewed(booking);
    };
    return new RenewalOffer(expiry, { ...this.renewals, renewed });
  }
}

const slotFor = (bookingId: string) => `end:${bookingId}`;
