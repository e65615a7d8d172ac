import { Redis } from 'ioredis';
import { setTimeout as wait } from 'node:timers/promises';
import type { Broadcast } from '../../contract/api/broadcasts.js';
import type { LiveNotification } from '../../contract/sockets.js';
import { paced, percentile } from '../../test/harness/load.js';
import { redisUrl } from '../../test/harness/redis.js';
import type { Row, Sample } from '../report/row.js';
import { withFixture, type Fixture, type Unpaid } from '../fixture/fixture.js';
import { peakMegabytes } from '../measures/usage.js';
import { WireClient } from '../clients/wire-client.js';

const connected = 200;
const perSecond = 20;
const calmTimes = 200;
const askEveryMs = 20;
const longestMs = 100_000;

interface Size {
  users: number;
  goals: { heardMs: number };
}

const sizes: Size[] = [
  { users: 1_000, goals: { heardMs: 2_000 } },
  { users: 10_000, goals: { heardMs: 10_000 } },
  { users: 100_000, goals: { heardMs: 60_000 } },
];

/** Creates offline users first and then those that are connected: recipients are told in the order of their ids. */
async function fill({ parkmate }: Fixture, count: number) {
  await parkmate.cast.crowd(count - connected);
  return parkmate.users(connected);
}

/** Watches all Redis channels. @returns a function that stops it and returns the size of the largest message in bytes. */
async function watchChannels(): Promise<() => number> {
  const redis = new Redis(redisUrl());
  let largest = 0;
  redis.on('pmessageBuffer', (_pattern: string, _channel: Buffer, message: Buffer) => {
    largest = Math.max(largest, message.length);
  });
  await redis.psubscribe('*');
  return () => {
    redis.disconnect();
    return largest;
  };
}

/** Milliseconds from the request until the user is notified, of payments that are verified sequentially. */
class Passages {
  private readonly began = new Map<string, number>();
  private readonly ended = new Map<string, number>();

  constructor(private readonly fixture: Fixture) {}

  hear({ data }: LiveNotification): void {
    const id = String(data.bookingId);
    if (this.began.has(id)) this.ended.set(id, performance.now());
  }

  async verify(unpaid: Unpaid): Promise<void> {
    this.began.set(unpaid.bookingId, performance.now());
    await this.fixture.verify(unpaid);
  }

  /** Waits until all have been notified. */
  async times(): Promise<number[]> {
    const endsAt = performance.now() + longestMs;
    while (this.ended.size < this.began.size && performance.now() < endsAt) await wait(askEveryMs);
    return [...this.began].map(([id, startedAt]) => (this.ended.get(id) ?? Infinity) - startedAt);
  }
}

async function allTold({ parkmate }: Fixture): Promise<void> {
  for (;;) {
    const { rows } = await parkmate.db.query<{ left: boolean }>(
      `SELECT EXISTS (
         SELECT FROM outbox JOIN events ON id = event_id WHERE type = 'broadcast.sent'
       ) AS left`,
    );
    if (rows[0]?.left === false) return;
    await wait(askEveryMs);
  }
}

async function broadcastInFixture(fixture: Fixture, users: number) {
  const { parkmate } = fixture;
  const recipients = await fill(fixture, users);
  const payments = await fixture.unpaidBookings(calmTimes + (longestMs / 1_000) * perSecond);
  const [calm, meanwhile] = [new Passages(fixture), new Passages(fixture)];
  await fixture.listen((notification) => {
    if (notification.event !== 'payment.verified') return;
    calm.hear(notification);
    meanwhile.hear(notification);
  });
  let heard = 0;
  let heardAt = NaN;
  const onNotification = ({ event }: LiveNotification) => {
    if (event === 'broadcast.sent' && ++heard === connected) heardAt = performance.now();
  };
  const clients = await Promise.all(
    recipients.map(({ token }) => WireClient.connect(parkmate.url, { token }, { onNotification })),
  );
  const admin = await parkmate.account('admin');
  await paced({ perSecond, times: calmTimes, atMost: 32 }, (n) => verifyNext(calm, payments[n]));
  const calmTimesMs = await calm.times();

  const largest = await watchChannels();
  const startedAt = performance.now();
  const broadcast = await fixture.calls.post<Broadcast>(admin, '/broadcasts', {
    ...{ title: 'News', message: 'The car park is closed on Sunday.', audience: 'users' },
  });
  const answeredMs = performance.now() - startedAt;
  const told = new AbortController();
  const telling = allTold(fixture).then(() => {
    told.abort();
    return performance.now() - startedAt;
  });
  const rest = payments.slice(calmTimes);
  for (let n = 0; !told.signal.aborted && n < rest.length; n += perSecond / 2) {
    await paced({ perSecond, times: perSecond / 2, atMost: 64 }, (i) => verifyNext(meanwhile, rest[n + i]));
  }
  const rowsMs = await telling;
  const endsAt = performance.now() + longestMs;
  while (heard < connected && performance.now() < endsAt) await wait(askEveryMs);
  const meanwhileMs = await meanwhile.times();
  for (const client of clients) client.cut();
  return {
    ...{
      recipients: broadcast.recipients,
      answeredMs,
      rowsMs,
      heardMs: heardAt - startedAt,
      lost: connected - heard,
    },
    ...{ calm: percentile(calmTimesMs, 0.99), meanwhile: percentile(meanwhileMs, 0.99), largest: largest() },
    api: Math.max(...parkmate.apis.map(({ process }) => peakMegabytes(process.pid))),
    worker: Math.max(...parkmate.workers.map(({ pid }) => peakMegabytes(pid))),
  };
}

const verifyNext = (passages: Passages, unpaid: Unpaid | undefined) =>
  unpaid ? passages.verify(unpaid) : Promise.resolve();

export const broadcast: Row = {
  name: 'broadcast',
  about: `all users are told, ${connected} of them connected, who come last; meanwhile ${perSecond} payments a second are verified; baseline: the same without a broadcast`,
  async measure(say) {
    const samples: Sample[] = [];
    for (const { users, goals } of sizes) {
      const told = await withFixture(20, (fixture) => broadcastInFixture(fixture, users));
      say(`${told.recipients} recipients, answered after ${Math.round(told.answeredMs)} ms`);
      const name = (what: string) => `${users / 1_000},000: ${what}`;
      samples.push(
        { name: name('last row written'), value: told.rowsMs, unit: 'ms' },
        {
          name: name('the last has heard'),
          value: told.heardMs,
          unit: 'ms',
          goal: { atMost: goals.heardMs },
        },
        { name: name('lost'), value: told.lost, unit: '', goal: { always: true, atMost: 0 } },
        {
          ...{
            name: name('others hear meanwhile, p99'),
            value: told.meanwhile,
            unit: 'ms',
            baseline: told.calm,
          },
          goal: { atMost: 1_000 },
        },
        {
          name: name('largest message through Redis'),
          value: told.largest / 1_024,
          unit: 'KB',
          goal: { atMost: 1_024 },
        },
        { name: name('peak memory of api'), value: told.api, unit: 'MB', goal: { atMost: 300 } },
        { name: name('peak memory of worker'), value: told.worker, unit: 'MB', goal: { atMost: 300 } },
      );
    }
    return samples;
  },
};
