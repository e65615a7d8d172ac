import { Redis } from 'ioredis';
import type { Booking } from '../../contract/api/bookings.js';
import type { Role } from '../../contract/api/accounts.js';
import type { Business, CreatedLot } from '../../contract/api/businesses.js';
import { declareQueues } from '../../domain/operations/queue-names.js';
import type { Notification } from '../../contract/notification.js';
import type { Account } from '../harness/account.js';
import { book } from '../harness/cast.js';
import type { ParkMate } from '../harness/parkmate.js';
import { privateWebhook } from '../harness/private-webhook.js';
import { redisUrl } from '../harness/redis.js';
import type { Kind } from './belongings.js';

/** An owner with a business and a user who parks there, and the ids of all that is theirs. */
export interface Side {
  owner: Account;
  user: Account;
  lot: CreatedLot;
  ids: Record<Kind, string[]>;
  /** What must not stand in any answer to anybody else. */
  secrets: string[];
}

export interface Caller {
  name: string;
  role: Role;
  account: Account;
  side: Side | undefined;
}

/** Two sides that have nothing to do with each other, and the staff. */
export interface World {
  first: Side;
  second: Side;
  callers: Caller[];
}

/** A queue without jobs and workers: the others serve all tests, and must not be paused. */
const idleQueue = 'without-workers';

/** Makes it all through the API, and resolves when everybody has been told of everything. */
export async function openWorld(parkmate: ParkMate, bookings = 3): Promise<World> {
  const [first, second] = await Promise.all([
    openSide(parkmate, 'first', bookings),
    openSide(parkmate, 'second', bookings),
  ]);
  await declareIdleQueue();
  const staff = await Promise.all([parkmate.account('admin'), parkmate.account('operator')]);
  const broadcast = await staff[0].ok<{ id: string }>('POST', '/broadcasts', {
    ...{ title: 'Hello', message: 'To nobody in particular', audience: 'everyone' },
  });
  await parkmate.settled();
  await Promise.all([first, second].map(readInbox));
  for (const side of [first, second]) {
    side.ids.broadcasts = [broadcast.id];
    await openSessions(parkmate, side);
  }
  return {
    first,
    second,
    callers: [
      { name: 'the user', role: 'user', account: first.user, side: first },
      { name: 'the owner', role: 'owner', account: first.owner, side: first },
      { name: 'another user', role: 'user', account: second.user, side: second },
      { name: 'an owner of another business', role: 'owner', account: second.owner, side: second },
      { name: 'an admin', role: 'admin', account: staff[0], side: undefined },
      { name: 'an operator', role: 'operator', account: staff[1], side: undefined },
    ],
  };
}

async function declareIdleQueue(): Promise<void> {
  const redis = new Redis(redisUrl());
  await declareQueues(redis, [idleQueue]);
  redis.disconnect();
}

async function openSide(parkmate: ParkMate, name: string, bookings: number): Promise<Side> {
  const { owner, user, business, lot } = await parkmate.cast.business(bookings + 10);
  const plate = `SECRET ${name}`;
  const secondBusiness = await owner.ok<Business>('POST', '/businesses', { name: plate });
  const booked: Booking[] = [];
  const washes: string[] = [];
  for (let slot = 0; slot < bookings; slot++) {
    const booking = await book(user, lot, slot, { vehiclePlate: plate });
    booked.push(booking);
    washes.push((await user.ok<{ id: string }>('POST', `/bookings/${booking.id}/car-washes`)).id);
    // So that the user has been told something as well.
    await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 3_600 });
  }
  const employee = await owner.ok<{ id: string }>('POST', `/businesses/${business.id}/employees`, {
    name: plate,
  });
  const url = `https://127.0.0.1:1/${name}`;
  const webhookId = await privateWebhook(parkmate, owner, url);
  const ping = await owner.ok<{ id: string }>('POST', `/webhooks/${webhookId}/test`);
  const ids = {
    accounts: [user.id, owner.id],
    businesses: [business.id, secondBusiness.id],
    employees: [employee.id],
    bookings: booked.map(({ id }) => id),
    payments: booked.map(({ payment }) => payment.id),
    'car-washes': washes,
    webhooks: [webhookId],
    'webhook-deliveries': [ping.id],
    notifications: [],
    sessions: [],
    broadcasts: [],
    queues: [idleQueue],
    lots: [lot.id],
    slots: lot.slots.slice(bookings).map(({ id }) => id),
  };
  const secrets = [plate, owner.id, owner.email, user.id, user.email, secondBusiness.id];
  secrets.push(url, webhookId, ping.id);
  secrets.push(...ids.employees, ...ids.bookings, ...ids.payments, ...ids['car-washes']);
  return { owner, user, lot, ids, secrets };
}

async function readInbox({ owner, user, ids, secrets }: Side): Promise<void> {
  const [ofUser, ofOwner] = await Promise.all(
    [user, owner].map((account) => account.ok<{ items: Notification[] }>('GET', '/notifications?limit=100')),
  );
  ids.notifications = ofUser?.items.map(({ id }) => id) ?? [];
  secrets.push(...ids.notifications, ...(ofOwner?.items.map(({ id }) => id) ?? []));
}

/** Two for each of them, beside the one that their tokens name. */
async function openSessions(parkmate: ParkMate, { owner, user, ids, secrets }: Side): Promise<void> {
  for (const account of [user, user, owner, owner]) {
    const { rows } = await parkmate.db.query<{ id: string }>(
      `WITH session AS (INSERT INTO sessions (user_id) VALUES ($1) RETURNING id)
       INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
       SELECT sha256(id::text::bytea), id, now() + interval '1 day' FROM session RETURNING session_id AS id`,
      [account.id],
    );
    const opened = rows.map(({ id }) => id);
    secrets.push(...opened);
    if (account === user) ids.sessions.push(...opened);
  }
}

/** The first id of a kind. @throws when the side has none, since a made-up one would prove nothing. */
export function idOf({ ids }: Side, kind: Kind): string {
  const [id] = ids[kind];
  if (id === undefined) throw new Error(`this side has no ${kind}`);
  return id;
}
