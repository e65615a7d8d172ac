import { dueAmount } from '../../test/harness/due-bookings.js';
import { randomUUID } from 'node:crypto';
import type { LoadClient } from '../../test/harness/load.js';

/** A mutating API call as the web client makes it, and the event that it causes. */
export interface Call {
  token: string;
  path: string;
  body: object;
  /** Idempotency-Key, which the web client sends with calls that are not idempotent by themselves. */
  key: string | undefined;
  /** Type of its event, and the booking of that event, unless known only from the response. */
  event: string;
  bookingId: string | undefined;
}

/** A booking that can be renewed, cancelled or have its payment verified, once each. */
interface Booked {
  bookingId: string;
  paymentId: string;
  userToken: string;
  ownerToken: string;
}

/** Input data of calls, each used up by one call. */
export interface Ground {
  freeSlots: string[];
  userTokens: string[];
  bookings: Booked[];
}

/** The mix of calls: create 40 %, verify 30 %, renew 20 %, cancel 10 %. */
const cycle = [
  'create',
  'verify',
  'create',
  'renew',
  'verify',
  'create',
  'cancel',
  'verify',
  'create',
  'renew',
] as const;

/** How much input data so many calls use up. */
export const groundFor = (calls: number) => ({
  slots: Math.ceil(calls * 0.4) + cycle.length,
  bookings: Math.ceil(calls * 0.6) + cycle.length,
});

/** The request headers of a Chromium on a page of this origin. */
const browserHeaders = (origin: string) => ({
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9,de;q=0.8',
  origin,
  referer: `${origin}/bookings`,
  'sec-ch-ua': '"Chromium";v="142", "Not_A Brand";v="99"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
});

/** Generates calls of web client users in a fixed mix. */
export class Traffic {
  private count = 0;

  constructor(private readonly ground: Ground) {}

  next(): Call {
    const kind = cycle[this.count++ % cycle.length] ?? 'create';
    return kind === 'create' ? this.create() : this.about(kind);
  }

  private create(): Call {
    const { freeSlots, userTokens } = this.ground;
    return {
      token: userTokens[this.count % userTokens.length] ?? '',
      path: '/bookings',
      body: {
        slotId: used(freeSlots),
        durationSeconds: 3_600,
        vehiclePlate: `B-PM ${this.count % 10_000}`,
        paymentMethod: 'cash',
      },
      key: randomUUID(),
      event: 'booking.created',
      bookingId: undefined,
    };
  }

  private about(kind: 'renew' | 'verify' | 'cancel'): Call {
    const { bookingId, paymentId, userToken, ownerToken } = used(this.ground.bookings);
    switch (kind) {
      case 'renew':
        return {
          ...{ token: userToken, path: `/bookings/${bookingId}/renew`, body: { durationSeconds: 1_800 } },
          ...{ key: randomUUID(), event: 'booking.renewed', bookingId },
        };
      case 'verify':
        return {
          ...{ token: ownerToken, path: `/payments/${paymentId}/verify`, body: { amount: dueAmount } },
          ...{ key: undefined, event: 'payment.verified', bookingId },
        };
      case 'cancel':
        return {
          ...{ token: userToken, path: `/bookings/${bookingId}/cancel`, body: {} },
          ...{ key: undefined, event: 'booking.cancelled', bookingId },
        };
    }
  }
}

function used<Item>(items: Item[]): Item {
  const item = items.pop();
  if (item === undefined) throw new Error('more calls were made than had been prepared for');
  return item;
}

/** Sends a call with a browser's headers. @returns the id of its booking. */
export async function make(client: LoadClient, origin: string, call: Call): Promise<string> {
  const headers = {
    ...browserHeaders(origin),
    ...(call.key === undefined ? {} : { 'idempotency-key': call.key }),
  };
  const answer = await client.post<{ id: string }>(call, call.path, call.body, headers);
  return call.bookingId ?? answer.id;
}
