import type { BookingStatus } from '../../../contract/api/bookings.js';
import { type BusinessTexts } from '../texts/en/business.js';

interface Tab {
  name: keyof BusinessTexts['bookings']['tabs'];
  query: { status?: BookingStatus; state?: 'upcoming' };
}

/** What becomes of bookings, in the order in which owners ask for it. */
export const tabs: readonly [Tab, ...Tab[]] = [
  { name: 'all', query: {} },
  { name: 'active', query: { status: 'active' } },
  { name: 'upcoming', query: { state: 'upcoming' } },
  { name: 'completed', query: { status: 'completed' } },
  { name: 'cancelled', query: { status: 'cancelled_by_user' } },
  { name: 'declined', query: { status: 'cancelled_by_admin' } },
];

export interface Asked {
  tab: Tab['name'];
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
