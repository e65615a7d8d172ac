import { signal } from '@preact/signals';
import type { Booking } from '../../../contract/api/bookings.js';
import { listBookings } from '../http/api.js';

/** Limit of loaded pages. The server notifies the ends of further bookings anyway. */
const mostPages = 3;

export interface ActiveBookings {
  items: readonly Booking[] | undefined;
  error: unknown;
}

/** The user's active bookings, loaded on every page because the end of each is shown as a toast on every page. */
export class ActiveBookingList {
  readonly state = signal<ActiveBookings>({ items: undefined, error: undefined });
  private asked = 0;

  constructor(private readonly loaded: (items: readonly Booking[]) => void) {}

  async load(): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const items = await readAll();
      // Ignores answers that arrive out of order.
      if (asked !== this.asked) return;
      this.state.value = { items, error: undefined };
      this.loaded(items);
    } catch (error) {
      if (asked === this.asked) this.state.value = { ...this.state.peek(), error };
    }
  }
}

async function readAll(): Promise<Booking[]> {
  const all: Booking[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor } = await listBookings({ status: 'active', limit: 100, cursor });
    all.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return all;
}
