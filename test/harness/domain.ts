import { randomUUID } from 'node:crypto';
import type { Role } from '../../contract/api/accounts.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import type { Caller } from '../../domain/accounts/caller.js';
import { noBookingLimits } from '../../domain/bookings/booking-limits.js';
import { createBooking } from '../../domain/bookings/create-booking.js';
import type { BookingRecord } from '../../domain/bookings/booking-view.js';
import { renewBooking } from '../../domain/bookings/renew-booking.js';
import { addLot } from '../../domain/businesses/add-lot.js';
import { createBusiness } from '../../domain/businesses/create-business.js';
import { noOwnerLimits } from '../../domain/businesses/owner-limits.js';
import { entities } from '../../domain/entities.js';
import { listNotifications } from '../../domain/notifications/list-notifications.js';
import { notify } from '../../domain/notifications/notify.js';
import { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../../domain/errors.js';
import { createLogger } from '../../platform/observability/logger.js';
import { statement } from '../../platform/postgres/statement.js';
import { lotDetails } from './cast.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { insertAccounts } from './insert-accounts.js';

const endAnHourAgo = statement(
  'test-end',
  `UPDATE bookings SET starts_at = starts_at - (ends_at - now()) - interval '1 hour', ends_at = now() - interval '1 hour'
   WHERE id = $1`,
);

const waitingForALock = statement(
  'waiting-for-a-lock',
  `SELECT count(*)::int AS waiting FROM pg_stat_activity
   WHERE datname = current_database() AND wait_event_type = 'Lock'`,
);

export const silentLog = createLogger('test', { LOG_LEVEL: 'error', NODE_ENV: 'test' });
silentLog.silent = true;

/** The domain on a database of its own, without any process around it. */
export interface Domain {
  db: Database;
  /** Events that were announced to the fast path, oldest first. */
  announced: string[];
  account(role: Role): Promise<Caller>;
  lot(slotCount?: number): Promise<{ owner: Caller; lot: CreatedLot }>;
  book(user: Caller, slotId: string, durationSeconds?: number, leadSeconds?: number): Promise<BookingRecord>;
  /** @throws DomainError where it is refused. */
  renew(user: Caller, bookingId: string, durationSeconds?: number, db?: Database): Promise<BookingRecord>;
  /** As if the booking had been over for an hour, with no sweep since. */
  end(bookingId: string): Promise<void>;
  /** Tells all that was announced. @returns what somebody has been told so far, newest first, as far as it is still true. */
  inboxOf(caller: Caller): Promise<string[]>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Resolves when a statement in this database is waiting for a lock. */
  somebodyWaitsForALock(howMany?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openDomain(given?: TestDatabase): Promise<Domain> {
  const database = given ?? (await freshDatabase());
  const db = await Database.connect({
    url: database.url,
    applicationName: 'parkmate-test',
    poolSize: 10,
    entities,
    log: silentLog,
  });
  const announced: string[] = [];
  db.onAnnounce((ids) => announced.push(...ids));

  const account = async (role: Role): Promise<Caller> => {
    const [sql, values] = insertAccounts(role, 1);
    const [row] = await db.query<{ id: string }>(statement('test-account', sql), values);
    return { userId: row?.id ?? '', role, sessionId: randomUUID() };
  };

  return {
    db,
    announced,
    account,
    async lot(slotCount = 10) {
      const owner = await account('owner');
      const business = await createBusiness(db, owner, 'Test Parking', noOwnerLimits);
      const lot = await addLot(db, owner, business.id, lotDetails(slotCount), noOwnerLimits);
      return { owner, lot };
    },
    book: (user, slotId, durationSeconds = 3600, leadSeconds = 300) =>
      createBooking(
        db,
        user,
        { slotId, durationSeconds, vehiclePlate: 'B-PM 1', paymentMethod: 'cash' },
        { leadSeconds, now: new Date(), limits: noBookingLimits },
      ),
    async renew(user, bookingId, durationSeconds = 3600, tx = db) {
      const terms = { durationSeconds, leadSeconds: 300, limits: noBookingLimits };
      const renewed = await renewBooking(tx, user, bookingId, terms);
      if (renewed instanceof DomainError) throw renewed;
      return renewed;
    },
    async end(bookingId) {
      await db.query(endAnHourAgo, [bookingId]);
    },
    async inboxOf(caller) {
      await notify(db, announced.splice(0), silentLog);
      const { items } = await listNotifications(db, caller, { limit: 100 });
      return items.filter(({ supersededAt }) => supersededAt === null).map(({ event }) => event);
    },
    async somebodyWaitsForALock(howMany = 1) {
      for (;;) {
        const [row] = await db.query<{ waiting: number }>(waitingForALock);
        if (row && row.waiting >= howMany) return;
      }
    },
    query: (sql, values) => db.query(statement('test', sql), values),
    async close() {
      await db.close();
      await database.drop();
    },
  };
}
