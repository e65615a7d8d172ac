import { IsNull } from 'typeorm';
import type { Role } from '../../contract/api/accounts.js';
import type { LotBody } from '../../contract/api/businesses.js';
import { AccountEntity } from '../../domain/accounts/account.entity.js';
import type { Caller } from '../../domain/accounts/caller.js';
import { createAccount } from '../../domain/accounts/create-account.js';
import { passwordMatches } from '../../domain/accounts/passwords.js';
import { createBooking } from '../../domain/bookings/create-booking.js';
import { addLot } from '../../domain/businesses/add-lot.js';
import { approveBusiness } from '../../domain/businesses/approve-business.js';
import { BusinessEntity } from '../../domain/businesses/business.entity.js';
import { isOpen } from '../../domain/businesses/open-lots.js';
import { createBusiness } from '../../domain/businesses/create-business.js';
import { noOwnerLimits } from '../../domain/businesses/owner-limits.js';
import { addEmployee } from '../../domain/employees/add-employee.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Env } from '../../platform/process/env.js';
import { DomainError } from '../../domain/errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { demoAccounts, demoPassword } from './accounts.js';

const names: Record<Role, string> = { user: 'Uma', owner: 'Otto', admin: 'Ada', operator: 'Oskar' };

const lots: LotBody[] = [
  {
    name: 'Central Garage',
    address: 'Station Road 1, Berlin',
    timezone: 'Europe/Berlin',
    slotCount: 24,
    hourlyRate: { amount: 250, currency: 'EUR' },
  },
  {
    name: 'Harbour Deck',
    address: 'Quay 7, Lisbon',
    timezone: 'Europe/Lisbon',
    slotCount: 12,
    hourlyRate: { amount: 180, currency: 'EUR' },
  },
];

/** Nobody reads what is sent to it but the mailbox of this machine. */
const verifyAddress = statement(
  'demo-verify-address',
  'UPDATE users SET email_verified_at = clock_timestamp() WHERE id = $1 AND email_verified_at IS NULL',
);

/**
 * Finds or creates the demo account of this role.
 * @returns undefined when the e-mail address is taken by an account of another role or with another password, or by a
 * suspended one.
 */
async function demoAccount(db: Database, role: Role, email: string): Promise<Caller | undefined> {
  const known = await db.manager.findOne(AccountEntity, {
    select: { id: true, role: true, passwordHash: true, suspendedAt: true },
    where: { email },
  });
  if (
    known &&
    (known.suspendedAt !== null ||
      known.role !== role ||
      !(await passwordMatches(demoPassword, known.passwordHash)))
  )
    return undefined;
  const { id } =
    known ?? (await createAccount(db, { role, email, name: names[role], password: demoPassword }));
  await db.query(verifyAddress, [id]);
  return { userId: id, role, sessionId: id };
}

/** In one transaction: a later start does not complete an existing business. */
const openBusiness = (db: Database, owner: Caller): Promise<void> =>
  db.transaction(async (tx) => {
    if (await tx.manager.existsBy(BusinessEntity, { ownerId: owner.userId })) return;
    const { id } = await createBusiness(tx, owner, 'Otto’s Parking', noOwnerLimits);
    for (const lot of lots) await addLot(tx, owner, id, lot, noOwnerLimits);
    for (const name of ['Grace', 'Linus']) await addEmployee(tx, owner, id, name, noOwnerLimits);
  });

const freeSlots = statement(
  'demo-free-slots',
  `SELECT s.id FROM slots s JOIN lots l ON l.id = s.lot_id JOIN businesses o ON o.id = l.business_id
   WHERE o.owner_id = $1 AND ${isOpen('l')} AND NOT EXISTS (
     SELECT FROM bookings b
     WHERE b.slot_id = s.id AND b.status = 'active'
       AND tstzrange(b.starts_at, b.ends_at) && tstzrange(now(), now() + make_interval(secs => $2::int))
   )
   ORDER BY l.id, s.code LIMIT $3`,
);

const endingIn = statement(
  'demo-bookings',
  `SELECT extract(epoch FROM b.ends_at - clock_timestamp())::float8 AS seconds
   FROM bookings b JOIN businesses o ON o.id = b.business_id
   WHERE b.user_id = $1 AND o.owner_id = $2 AND b.status = 'active' AND b.ends_at > clock_timestamp()`,
);

/** One booking with an imminent warning, one with an imminent end, and one that stays active for a while. */
const bookingsToShow = (leadSeconds: number) => [
  { over: leadSeconds, upTo: leadSeconds + 45, plate: 'B-PM 2026', paymentMethod: 'card' as const },
  { over: 0, upTo: 90, plate: 'B-PM 2027', paymentMethod: 'cash' as const },
  { over: leadSeconds + 45, upTo: leadSeconds + 7_200, plate: 'B-PM 2028', paymentMethod: 'cash' as const },
];

/** Adds missing bookings in the demo's own lots, as long as slots are free and the user's limit allows. */
async function addBookings(db: Database, user: Caller, owner: Caller, env: DemoEnv): Promise<void> {
  const leadSeconds = env.WARNING_LEAD_SECONDS;
  const wanted = bookingsToShow(leadSeconds);
  const running = await db.query<{ seconds: number }>(endingIn, [user.userId, owner.userId]);
  const longest = Math.max(...wanted.map(({ upTo }) => upTo));
  const free = await db.query<{ id: string }>(freeSlots, [owner.userId, longest, wanted.length]);
  const limits = { activePerUser: env.ACTIVE_BOOKINGS_PER_USER, newPerHour: 0 };
  for (const { over, upTo, plate, paymentMethod } of wanted) {
    if (running.some(({ seconds }) => seconds > over && seconds <= upTo)) continue;
    const slot = free.pop();
    if (!slot) return;
    const body = { slotId: slot.id, durationSeconds: upTo, vehiclePlate: plate, paymentMethod };
    try {
      await createBooking(db, user, body, { leadSeconds, now: new Date(), limits });
    } catch (error) {
      // A lost race for a slot, or the user's limit, must not fail the start.
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

async function approveBusinesses(db: Database, admin: Caller, owner: Caller): Promise<void> {
  const unapproved = await db.manager.findBy(BusinessEntity, { ownerId: owner.userId, approvedAt: IsNull() });
  for (const { id } of unapproved) await approveBusiness(db, admin, id);
}

export type DemoEnv = Pick<Env, 'WARNING_LEAD_SECONDS' | 'ACTIVE_BOOKINGS_PER_USER'>;

/**
 * Adds missing demo data and leaves everything else unchanged. Idempotent, apart from bookings that have ended, which
 * it replaces.
 */
export async function addDemo(db: Database, env: DemoEnv): Promise<void> {
  const callers: Partial<Record<Role, Caller>> = {};
  for (const { role, email } of demoAccounts) {
    const caller = await demoAccount(db, role, email);
    if (caller) callers[role] = caller;
  }
  const { user, owner, admin } = callers;
  if (owner) await openBusiness(db, owner);
  if (admin && owner) await approveBusinesses(db, admin, owner);
  if (user && owner) await addBookings(db, user, owner, env);
}
