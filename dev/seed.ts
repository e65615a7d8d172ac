/* Fills an empty database with the demo, and gives it fresh bookings at every start. */
import type { NewAccount, Role } from '../contract/api/accounts.js';
import type { LotBody } from '../contract/api/businesses.js';
import type { Caller } from '../domain/accounts/caller.js';
import { createAccount } from '../domain/accounts/create-account.js';
import { createBooking } from '../domain/bookings/create-booking.js';
import { addLot } from '../domain/businesses/add-lot.js';
import { createBusiness } from '../domain/businesses/create-business.js';
import { listBusinesses } from '../domain/businesses/list-businesses.js';
import { findLot, listLots } from '../domain/businesses/list-lots.js';
import { addEmployee } from '../domain/employees/add-employee.js';
import { entities } from '../domain/entities.js';
import { Database } from '../platform/database.js';
import { readEnv } from '../platform/env.js';
import { createLogger } from '../platform/logger.js';
import { statement } from '../platform/statement.js';
import { demoAccounts, demoPassword } from './demo-accounts.js';

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

const byEmail = statement('demo-account', 'SELECT id FROM users WHERE email = $1');

async function account(db: Database, role: Role, email: string): Promise<Caller> {
  const [known] = await db.query<{ id: string }>(byEmail, [email]);
  const details: NewAccount = { role, email, name: names[role], password: demoPassword };
  const { id } = known ?? (await createAccount(db, details));
  return { userId: id, role, sessionId: id };
}

async function business(db: Database, owner: Caller): Promise<void> {
  const { items } = await listBusinesses(db, owner, { limit: 1 });
  if (items.length > 0) return;
  const { id } = await createBusiness(db, owner, 'Otto’s Parking');
  for (const lot of lots) await addLot(db, owner, id, lot);
  for (const name of ['Grace', 'Linus']) await addEmployee(db, owner, id, name);
}

/** One booking that is soon warned of, one that soon expires, and one with time to look around. */
async function bookings(db: Database, user: Caller, leadSeconds: number): Promise<void> {
  const [lot] = (await listLots(db, { limit: 1 })).items;
  if (!lot) return;
  const free = (await findLot(db, lot.id)).slots.filter(({ free }) => free);
  const durations = [leadSeconds + 45, 90, 2 * 3600];
  for (const [index, durationSeconds] of durations.entries()) {
    const slot = free[index];
    if (!slot) return;
    const input = {
      slotId: slot.id,
      durationSeconds,
      vehiclePlate: `B-PM ${2026 + index}`,
      paymentMethod: index === 0 ? ('card' as const) : ('cash' as const),
    };
    await createBooking(db, user, input, { leadSeconds, now: new Date() });
  }
}

const env = readEnv();
const db = await Database.connect({
  url: env.DATABASE_URL,
  applicationName: 'parkmate-seed',
  poolSize: 2,
  entities,
  log: createLogger('seed', env),
});
try {
  const callers: Partial<Record<Role, Caller>> = {};
  for (const { role, email } of demoAccounts) callers[role] = await account(db, role, email);
  if (callers.owner) await business(db, callers.owner);
  if (callers.user) await bookings(db, callers.user, env.WARNING_LEAD_SECONDS);
} finally {
  await db.close();
}
