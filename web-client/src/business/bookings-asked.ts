import type { BookingStatus } from '../../../contract/api/bookings.js';

interface Tab {
  name: string;
  label: string;
  query: { status?: BookingStatus; state?: 'upcoming' };
}

/** What becomes of bookings, in the order in which owners ask for it. */
export const tabs: readonly [Tab, ...Tab[]] = [
  { name: 'all', label: 'All', query: {} },
  { name: 'active', label: 'Active', query: { status: 'active' } },
  { name: 'upcoming', label: 'Upcoming', query: { state: 'upcoming' } },
  { name: 'completed', label: 'Completed', query: { status: 'completed' } },
  { name: 'cancelled', label: 'Cancelled', query: { status: 'cancelled_by_user' } },
  { name: 'declined', label: 'Declined', query: { status: 'cancelled_by_admin' } },
];

export interface Asked {
  /** The name of a tab. */
  tab: string;
  /** Empty: any. */
  plate: string;
}

/** What an address asks for. */
export const askedBy = ({ tab, plate = '' }: Record<string, string>): Asked => ({
  tab: tabs.find(({ name }) => name === tab)?.name ?? tabs[0].name,
  plate,
});

/** The address that asks for it. */
export function addressOf({ tab, plate }: Asked): string {
  const query = new URLSearchParams();
  if (tab !== tabs[0].name) query.set('tab', tab);
  if (plate !== '') query.set('plate', plate);
  const text = query.toString();
  return text === '' ? '/bookings' : `/bookings?${text}`;
}
