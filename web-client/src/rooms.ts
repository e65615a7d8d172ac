import { Activity, Banknote, CircleParking, Ticket, type LucideIcon } from 'lucide-preact';
import { lazy } from 'preact-iso';
import type { Role } from '../../contract/api/accounts.js';
import { retryImport } from './ui/retry-import.js';

const Park = lazy(() => retryImport(() => import('./views/park.js')));
const Lots = lazy(() => retryImport(() => import('./views/lots.js')));
const Lot = lazy(() => retryImport(() => import('./views/lot.js')));
const Bookings = lazy(() => retryImport(() => import('./views/bookings.js')));
const Booking = lazy(() => retryImport(() => import('./views/booking.js')));
const Payments = lazy(() => retryImport(() => import('./views/payments.js')));
const Operations = lazy(() => retryImport(() => import('./operations/room.js')));

type View = typeof Park;

interface Room {
  /** `within`: where it is current too. */
  nav: { href: string; label: string; Icon: LucideIcon; within?: string }[];
  /** By route path. */
  views: Record<string, View>;
}

const lots = { href: '/lots', label: 'Lots', Icon: CircleParking };
const bookings = { href: '/bookings', label: 'Bookings', Icon: Ticket };
const payments = { href: '/', label: 'Payments', Icon: Banknote };

/** Public views. */
export const openViews: Room['views'] = { '/lots': Lots, '/lots/:id': Lot };

const business: Room = {
  nav: [payments, bookings, lots],
  views: { '/': Payments, '/bookings': Bookings, '/bookings/:id': Booking, ...openViews },
};

const operations = { href: '/operations', label: 'Operations', Icon: Activity };
const operatorViews: Room['views'] = { '/operations/:page*': Operations };

/** The views and start page of each role. Views are lazy-loaded on demand, or preloaded when idle. */
export const rooms: Record<Role, Room> = {
  user: {
    nav: [{ ...lots, href: '/', label: 'Park', within: lots.href }, bookings],
    views: { '/': Park, '/bookings': Bookings, '/bookings/:id': Booking, ...openViews },
  },
  owner: business,
  admin: { nav: [...business.nav, operations], views: { ...business.views, ...operatorViews } },
  operator: {
    nav: [{ ...operations, href: '/', within: '/operations' }, lots],
    views: { '/': Operations, ...operatorViews, ...openViews },
  },
};
