import type pg from 'pg';
import type { Booking } from '../../contract/api/bookings.js';
import type { Role } from '../../contract/api/accounts.js';
import type { Business, CreatedLot } from '../../contract/api/businesses.js';
import { Account } from './account.js';
import { insertAccounts } from './insert-accounts.js';

/** An owner with a business and a lot, and a user who may park there. */
export interface Cast {
  owner: Account;
  user: Account;
  business: Business;
  lot: CreatedLot;
}

/** A ParkMate that people are to use: its database, its API and what signs its tokens. */
interface Place {
  db: pg.Pool;
  url: string;
  jwtSecret: string;
}

/** Whoever can call the API. */
type Caller = Pick<Account, 'ok'>;

export const lotDetails = (slotCount: number, name = 'Test Lot') => ({
  name,
  address: 'Test Street 1',
  timezone: 'Europe/Berlin',
  slotCount,
  hourlyRate: { amount: 300, currency: 'EUR' },
});

/** A business with one lot. */
export async function openLot(
  owner: Caller,
  slotCount: number,
  name?: string,
): Promise<Pick<Cast, 'business' | 'lot'>> {
  const business = await owner.ok<Business>('POST', '/businesses', { name: 'Test Parking' });
  const lots = `/businesses/${business.id}/lots`;
  return { business, lot: await owner.ok<CreatedLot>('POST', lots, lotDetails(slotCount, name)) };
}

/** Books the slot with this index. */
export function book(
  user: Caller,
  lot: CreatedLot,
  slot: number,
  details: Record<string, unknown> = {},
): Promise<Booking> {
  return user.ok<Booking>('POST', '/bookings', {
    slotId: lot.slots[slot]?.id,
    durationSeconds: 3600,
    vehiclePlate: 'B-PM 1',
    paymentMethod: 'cash',
    ...details,
  });
}

/** Makes the people of a test, and what is theirs. */
export class CastBuilder {
  /** @param place read anew each time, since the API may have moved. */
  constructor(private readonly place: () => Place) {}

  /** An account made straight in the database, with a token: quick enough for hundreds. */
  async account(role: Role, url?: string): Promise<Account> {
    const [account] = await this.accounts(role, 1, url);
    if (!account) throw new Error('inserting an account returned no row');
    return account;
  }

  /** As many accounts of one role, in one statement. */
  accounts(role: Role, count: number, url?: string): Promise<Account[]> {
    const place = this.place();
    return Account.createMany(place.db, { role, ...place, ...(url === undefined ? {} : { url }) }, count);
  }

  /** Users who only have inboxes: nobody calls the API for them. */
  async crowd(count: number): Promise<void> {
    await this.place().db.query(...insertAccounts('user', count));
  }

  /** An owner with a lot, and a user. */
  async business(slotCount = 20): Promise<Cast> {
    const [owner, user] = await Promise.all([this.account('owner'), this.account('user')]);
    return { owner, user, ...(await openLot(owner, slotCount)) };
  }

  /** Owners who share so many slots. @returns whose each slot is. */
  async owners(count: number, slots: number): Promise<{ owners: Account[]; ownerOf: Map<string, Account> }> {
    const owners = await this.accounts('owner', count);
    const ownerOf = new Map<string, Account>();
    for (const owner of owners) {
      const { lot } = await openLot(owner, slots / count);
      for (const { id } of lot.slots) ownerOf.set(id, owner);
    }
    return { owners, ownerOf };
  }
}
