import { Redis } from 'ioredis';
import type { CreatedLot } from '../contract/api/businesses.js';
import type { LiveNotification } from '../contract/sockets.js';
import type { Account } from '../test/harness/account.js';
import { openBusiness } from '../test/harness/business.js';
import { dueAmount, insertDueBookings } from '../test/harness/due-bookings.js';
import { LoadClient } from '../test/harness/load.js';
import { ParkMate } from '../test/harness/parkmate.js';
import { redisUrl } from '../test/redis.js';
import type { Ground } from './traffic.js';
import { findServers, readUsage, usedSince, type Servers, type Usage } from './usage.js';
import { WireClient } from './wire-client.js';

/** As it would run for people: silence where nothing is wrong would be cheaper than what they have. */
const settings = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
const farAheadMs = 24 * 3_600_000;
/** Of the lots that the web client's calls are about. */
const ownerCount = 10;

/** In an order of its own, so that neighbours in the database are not neighbours in time. */
function shuffle(items: unknown[]): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
}

/** A booking whose payment waits for the owner. */
export interface Unpaid {
  bookingId: string;
  paymentId: string;
  userId: string;
}

/** A ParkMate with an owner, a lot and users, and the means to watch what it costs. */
export class Town {
  readonly calls: LoadClient;
  private readonly clients: WireClient[] = [];
  /** Of `ground`. */
  private readonly owners: Account[] = [];

  private constructor(
    readonly parkmate: ParkMate,
    readonly owner: Account,
    readonly users: Account[],
    readonly lot: CreatedLot,
    private readonly redis: Redis,
    private readonly servers: Servers,
  ) {
    this.calls = new LoadClient(parkmate.url);
  }

  static async open(userCount: number, workers: number, apiEnv: Record<string, string>): Promise<Town> {
    const redis = new Redis(redisUrl());
    await redis.flushdb();
    const parkmate = await ParkMate.start({ env: settings, apiEnv, workers });
    try {
      const [{ owner, lot }, users] = [await openBusiness(parkmate, 1), await parkmate.users(userCount)];
      return new Town(parkmate, owner, users, lot, redis, await findServers(parkmate.db, redis));
    } catch (error) {
      redis.disconnect();
      await parkmate.stop();
      throw error;
    }
  }

  /** Connects the owners and so many users, whose notifications come in here from now on. */
  async listen(
    onNotification: (notification: LiveNotification) => void,
    users = this.users.length,
  ): Promise<void> {
    const connect = (account: Account) =>
      new Promise<void>((resolve, reject) => {
        WireClient.connect(
          this.parkmate.url,
          { token: account.token },
          {
            onNotification,
            onInbox: () => {
              resolve();
            },
          },
        ).then((client) => this.clients.push(client), reject);
      });
    await Promise.all([...new Set([this.owner, ...this.owners]), ...this.users.slice(0, users)].map(connect));
  }

  /** Bookings that last for a day, dealt out to the users. */
  async unpaidBookings(count: number): Promise<Unpaid[]> {
    const unpaid = await this.bookingsIn(this.lot, count);
    await this.rest();
    return unpaid;
  }

  private async bookingsIn(lot: CreatedLot, count: number): Promise<Unpaid[]> {
    const { db } = this.parkmate;
    await insertDueBookings(db, { lot, users: this.users, count, inMs: farAheadMs });
    const { rows } = await db.query<Unpaid>(
      `SELECT b.id AS "bookingId", p.id AS "paymentId", b.user_id AS "userId"
       FROM payments p JOIN bookings b ON b.id = p.booking_id
       WHERE p.status = 'pending' AND b.lot_id = $1 ORDER BY b.id`,
      [lot.id],
    );
    return rows;
  }

  /** What the web client's calls are about, dealt out to as many owners' lots and to all users. */
  async ground(slots: number, bookings: number): Promise<Ground> {
    const { db } = this.parkmate;
    const hosts = [
      { owner: this.owner, lot: this.lot },
      ...(await Promise.all(Array.from({ length: ownerCount - 1 }, () => openBusiness(this.parkmate, 1)))),
    ];
    const ground: Ground = {
      freeSlots: [],
      userTokens: this.users.map(({ token }) => token),
      bookings: [],
    };
    const tokens = new Map(this.users.map(({ id, token }) => [id, token]));
    for (const { owner, lot } of hosts) {
      const { rows: free } = await db.query<{ id: string }>(
        `INSERT INTO slots (lot_id, code) SELECT $1, 'free-' || gen_random_uuid() FROM generate_series(1, $2) RETURNING id`,
        [lot.id, Math.ceil(slots / ownerCount)],
      );
      ground.freeSlots.push(...free.map(({ id }) => id));
      for (const one of await this.bookingsIn(lot, Math.ceil(bookings / ownerCount))) {
        const userToken = tokens.get(one.userId) ?? '';
        ground.bookings.push({ ...one, userToken, ownerToken: owner.token });
      }
      this.owners.push(owner);
    }
    shuffle(ground.freeSlots);
    shuffle(ground.bookings);
    await this.rest();
    return ground;
  }

  /** Lets PostgreSQL finish what it still owes for what was written, so that nobody else's time pays for it. */
  async rest(): Promise<void> {
    await this.parkmate.db.query('VACUUM ANALYZE');
    await this.parkmate.db.query('CHECKPOINT');
  }

  verify({ paymentId }: Unpaid): Promise<unknown> {
    return this.calls.post(this.owner, `/payments/${paymentId}/verify`, { amount: dueAmount });
  }

  usage(): Usage {
    return readUsage(this.parkmate, this.servers);
  }

  usedSince(before: Usage): Usage {
    return usedSince(before, this.usage());
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.cut();
    this.calls.close();
    this.redis.disconnect();
    await this.parkmate.stop();
  }
}

/** Opens a town for some work and closes it after it, however that ends. */
export async function inTown<Result>(
  userCount: number,
  work: (town: Town) => Promise<Result>,
  { workers = 1, apiEnv = {} }: { workers?: number; apiEnv?: Record<string, string> } = {},
): Promise<Result> {
  const town = await Town.open(userCount, workers, apiEnv);
  try {
    return await work(town);
  } finally {
    await town.close();
  }
}
