import {
  Activity,
  Banknote,
  Building2,
  ChartColumn,
  CircleParking,
  LayoutDashboard,
  Ticket,
  type LucideIcon,
} from 'lucide-preact';
import { lazy } from 'preact-iso';
import type { Role } from '../../contract/api/accounts.js';
import type { ShellTexts } from './texts/en/shell.js';
import { retryImport } from './ui/retry-import.js';

const Park = lazy(() => retryImport(() => import('./views/park.js')));
const Lots = lazy(() => retryImport(() => import('./views/lots.js')));
const Lot = lazy(() => retryImport(() => import('./views/lot.js')));
const Bookings = lazy(() => retryImport(() => import('./views/bookings.js')));
const Booking = lazy(() => retryImport(() => import('./views/booking.js')));
const Payments = lazy(() => retryImport(() => import('./business/payments.js')));
const OwnersBookings = lazy(() => retryImport(() => import('./business/bookings.js')));
const Business = lazy(() => retryImport(() => import('./business/room.js')));
const Account = lazy(() => retryImport(() => import('./account/account.js')));
const Preferences = lazy(() => retryImport(() => import('./preferences/page.js')));
const CarWashes = lazy(() => retryImport(() => import('./car-washes/page.js')));
const OwnPayments = lazy(() => retryImport(() => import('./payments/own-payments.js')));
const Admin = lazy(() => retryImport(() => import('./admin/room.js')));
const Operations = lazy(() => retryImport(() => import('./operations/room.js')));
const ForgottenPassword = lazy(() => retryImport(() => import('./account-mail/forgotten-password.js')));
const ResetPassword = lazy(() => retryImport(() => import('./account-mail/reset-password.js')));
const VerifyAddress = lazy(() => retryImport(() => import('./account-mail/verify-address.js')));
const LiftLockout = lazy(() => retryImport(() => import('./account-mail/lift-lockout.js')));

type View = typeof Park;

interface NavItem {
  href: string;
  name: keyof ShellTexts['nav'];
  Icon: LucideIcon;
  /** Where it is current too. */
  within?: string;
}

interface Room {
  nav: NavItem[];
  /** By route path. */
  views: Record<string, View>;
}

const lots: NavItem = { href: '/lots', name: 'lots', Icon: CircleParking };
const bookings: NavItem = { href: '/bookings', name: 'bookings', Icon: Ticket };
const payments: NavItem = { href: '/', name: 'payments', Icon: Banknote };

/** Of everybody who is signed in. */
const ownViews: Room['views'] = { '/account': Account, '/preferences': Preferences };

/** Public views. */
export const openViews: Room['views'] = {
  ...{ '/lots': Lots, '/lots/:id': Lot },
  ...{ '/forgotten-password': ForgottenPassword, '/reset-password': ResetPassword },
  ...{ '/verify-address': VerifyAddress, '/lift-lockout': LiftLockout },
};

/** What owners and admins do about payments and bookings. */
const desk: Room = {
  nav: [payments, bookings],
  views: { '/': Payments, '/bookings': OwnersBookings, '/bookings/:id': Booking, ...openViews, ...ownViews },
};

const operations: NavItem = { href: '/operations', name: 'operations', Icon: Activity };
const operatorViews: Room['views'] = { '/operations/:page*': Operations };

/** The views and start page of each role. Views are lazy-loaded on demand, or preloaded when idle. */
export const rooms: Record<Role, Room> = {
  user: {
    nav: [
      { ...lots, href: '/', name: 'park', within: lots.href },
      bookings,
      { ...payments, href: '/payments' },
    ],
    views: {
      ...{ '/': Park, '/bookings': Bookings, '/bookings/:id': Booking, '/payments': OwnPayments },
      ...openViews,
      ...ownViews,
    },
  },
  owner: {
    nav: [
      ...desk.nav,
      { href: '/dashboard', name: 'dashboard', Icon: ChartColumn },
      { href: '/business', name: 'business', Icon: Building2 },
    ],
    views: {
      ...desk.views,
      ...{ '/business/:page*': Business, '/dashboard': Business, '/car-washes': CarWashes },
    },
  },
  admin: {
    nav: [
      { href: '/', name: 'overview', Icon: LayoutDashboard, within: '/admin' },
      { ...payments, href: '/payments' },
      bookings,
      operations,
    ],
    views: { ...desk.views, ...operatorViews, '/': Admin, '/admin/:page*': Admin, '/payments': Payments },
  },
  operator: {
    nav: [{ ...operations, href: '/', within: '/operations' }, lots],
    views: { '/': Operations, ...operatorViews, ...openViews, ...ownViews },
  },
};
