import { signal, type Signal } from '@preact/signals';
import type { ActiveBookingList } from '../bookings/active-bookings.js';
import type { OpenRenewals } from '../renewals/open-renewals.js';
import type { OpenVerifications } from '../verifications/open-verifications.js';
import type { Connection } from './connection.js';
import type { HttpSync } from './http-sync.js';
import type { Inbox } from './inbox.js';
import type { InboxPages } from './inbox-pages.js';

/** State that exists while a user is signed in. */
export interface Live {
  inbox: Inbox;
  pages: InboxPages;
  activeBookings: ActiveBookingList;
  connection: Connection;
  httpSync: HttpSync;
  isBellOpen: Signal<boolean>;
  renewals: OpenRenewals;
  verifications: OpenVerifications;
}

/** Set by `go-live.ts`, which strangers need not load. */
export const live = signal<Live | undefined>(undefined);
