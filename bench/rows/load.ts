import { randomUUID } from 'node:crypto';
import { LoadClient, paced, percentile } from '../../test/harness/load.js';
import { bareChain } from '../baselines/bare-chain.js';
import { bareExpress, noopJobs } from '../baselines/load-baselines.js';
import type { Row, Sample } from '../report/row.js';
import { withFixture } from '../fixture/fixture.js';
import { groundFor, make, Traffic, type Call } from '../clients/traffic.js';
import { cpuMs, type Part, type Usage } from '../measures/usage.js';

const userCount = 200;
const inFlight = 16;
const fullMs = 20_000;
const halfMs = 8_000;
const baselineMs = 10_000;
const warmUpMs = 3_000;
const noopCount = 20_000;
/** More than can be used in the time. */
const prepared = 60_000;
const heardWithinMs = 30_000;
/** Samples of the bare chain, after its warm-up. */
const chainTimes = 300;
const chainWarmUp = 1_000;

/** Timestamps of each call's start, response and event. */
class CallLog {
  private readonly begunAt = new Map<Call, number>();
  private readonly answered = new Map<Call, { id: string; at: number }>();
  private readonly heardAt = new Map<string, number>();
  private missing = new Set<string>();
  private noneIsMissing: () => void = () => undefined;

  begin(call: Call): void {
    this.begunAt.set(call, performance.now());
  }

  answer(call: Call, bookingId: string): void {
    this.answered.set(call, { id: nameOf(call.event, bookingId), at: performance.now() });
  }

  hear(event: string, bookingId: string): void {
    this.heardAt.set(nameOf(event, bookingId), performance.now());
    if (this.missing.delete(nameOf(event, bookingId)) && this.missing.size === 0) this.noneIsMissing();
  }

  /** Calls that were answered and whose event was never received. */
  get lost(): number {
    return [...this.answered.values()].filter(({ id }) => !this.heardAt.has(id)).length;
  }

  /** Resolves when all answered calls have had their events, or after a timeout. */
  async allHeard(): Promise<void> {
    const answered = [...this.answered.values()].map(({ id }) => id);
    this.missing = new Set(answered.filter((id) => !this.heardAt.has(id)));
    if (this.missing.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, heardWithinMs);
      this.noneIsMissing = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Milliseconds from these calls' start, or from their responses, to their events. */
  delays(calls: Call[], from: 'call' | 'answer'): number[] {
    return calls.flatMap((call) => {
      const answered = this.answered.get(call);
      const heardAt = answered && this.heardAt.get(answered.id);
      if (!answered || heardAt === undefined) return [];
      const since = from === 'call' ? (this.begunAt.get(call) ?? NaN) : answered.at;
      return Math.max(0, heardAt - since);
    });
  }
}

const nameOf = (event: string, bookingId: string) => `${event} ${bookingId}`;

/** Closed-loop load with constant concurrency for a duration. @returns what was done. */
async function flatOut(traffic: Traffic, forMs: number, work: (call: Call) => Promise<unknown>) {
  const until = performance.now() + forMs;
  const done: Call[] = [];
  const one = async () => {
    while (performance.now() < until) {
      const call = traffic.next();
      await work(call);
      done.push(call);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return done;
}

const perSecond = (count: number, startedAt: number) => (count / (performance.now() - startedAt)) * 1_000;

/** Calls for a baseline, which checks neither users nor bookings. */
function anything(calls: number): Traffic {
  const { slots, bookings } = groundFor(calls);
  const booked = () => ({
    bookingId: randomUUID(),
    paymentId: randomUUID(),
    userToken: 'none',
    ownerToken: 'none',
  });
  return new Traffic({
    freeSlots: Array.from({ length: slots }, () => randomUUID()),
    userTokens: ['none'],
    bookings: Array.from({ length: bookings }, booked),
  });
}

/** Responses per second of Express with one INSERT or UPDATE each. */
function baselinePerSecond(): Promise<{ perSecond: number; cpuPerAnswer: number }> {
  return bareExpress(async (url, pid) => {
    const client = new LoadClient(url);
    const traffic = anything(2 * prepared);
    const send = (call: Call) => make(client, url, call);
    await flatOut(traffic, warmUpMs, send);
    const [startedAt, cpuBefore] = [performance.now(), cpuMs(pid)];
    const { length } = await flatOut(traffic, baselineMs, send);
    const rate = perSecond(length, startedAt);
    client.close();
    return { perSecond: rate, cpuPerAnswer: (cpuMs(pid) - cpuBefore) / length };
  });
}

interface Phase {
  calls: Call[];
  perSecond: number;
  used: Usage;
}

async function trafficInFixture(say: (what: string) => void) {
  return withFixture(userCount, async (fixture) => {
    say('preparing bookings');
    const { slots, bookings } = groundFor(prepared);
    const traffic = new Traffic(await fixture.ground(slots, bookings));
    const callLog = new CallLog();
    let notifications = 0;
    await fixture.listen(({ event, data }) => {
      notifications++;
      callLog.hear(event, String(data.bookingId));
    });
    const work = async (call: Call) => {
      callLog.begin(call);
      callLog.answer(call, await make(fixture.calls, fixture.parkmate.url, call));
    };
    const phase = async (work: () => Promise<Call[]>): Promise<Phase> => {
      const [startedAt, before] = [performance.now(), fixture.usage()];
      const calls = await work();
      const rate = perSecond(calls.length, startedAt);
      await callLog.allHeard();
      return { calls, perSecond: rate, used: fixture.usedSince(before) };
    };
    await phase(() => flatOut(traffic, warmUpMs, work));
    say('flat out');
    const heardBefore = notifications;
    const startedAt = performance.now();
    const full = await phase(() => flatOut(traffic, fullMs, work));
    const notificationsPerSecond = perSecond(notifications - heardBefore, startedAt);
    say(`${Math.round(full.perSecond)} state changes a second; at half of that`);
    const half = await phase(async () => {
      const rate = full.perSecond / 2;
      const calls = Array.from({ length: Math.round((rate * halfMs) / 1_000) }, () => traffic.next());
      await paced({ perSecond: rate, times: calls.length, atMost: 64 }, (n) =>
        work(calls[n] ?? traffic.next()),
      );
      return calls;
    });
    return { full, half, callLog, notificationsPerSecond };
  });
}

export const load: Row = {
  name: 'load',
  about:
    `the web client's calls (create 40 %, verify 30 %, renew 20 %, cancel 10 %) of ${userCount} connected users, ` +
    `${inFlight} at a time; baseline: Express with one INSERT or UPDATE`,
  async measure(say) {
    const jobs = await noopJobs(noopCount, inFlight);
    const baseline = await baselinePerSecond();
    say(`baseline: ${Math.round(baseline.perSecond)} answers a second`);
    const bare = (await bareChain(chainWarmUp + chainTimes)).slice(chainWarmUp);
    const { full, half, callLog, notificationsPerSecond } = await trafficInFixture(say);
    const changes = full.calls.length;
    const fullDelays = callLog.delays(full.calls, 'answer');
    const halfDelays = callLog.delays(half.calls, 'answer');
    const halfPassages = callLog.delays(half.calls, 'call');
    const cpu = (part: Part): Sample => ({
      name: `CPU of ${part} per change`,
      value: full.used[part] / changes,
      unit: 'ms',
      ...(part === 'api' ? { baseline: baseline.cpuPerAnswer } : {}),
    });
    return [
      {
        ...{ name: 'state changes', value: full.perSecond, unit: '/s', baseline: baseline.perSecond },
        goal: { ratioAtLeast: 0.5 },
      },
      { name: 'notifications', value: notificationsPerSecond, unit: '/s' },
      { name: 'BullMQ jobs that do nothing', value: jobs, unit: '/s' },
      { name: 'flat out, from the answer, p50', value: percentile(fullDelays, 0.5), unit: 'ms' },
      {
        ...{ name: 'flat out, from the answer, p99', value: percentile(fullDelays, 0.99), unit: 'ms' },
        goal: { atMost: 100 },
      },
      { name: 'at half rate, from the answer, p50', value: percentile(halfDelays, 0.5), unit: 'ms' },
      {
        ...{ name: 'at half rate, from the answer, p99', value: percentile(halfDelays, 0.99), unit: 'ms' },
        goal: { atMost: 30 },
      },
      {
        ...{ name: 'at half rate, from the request, p99', value: percentile(halfPassages, 0.99), unit: 'ms' },
        baseline: percentile(bare, 0.99),
        goal: { ratioAtMost: 6 },
      },
      {
        ...{ name: 'lost', value: callLog.lost, unit: '' },
        goal: { always: true, atMost: 0 },
      },
      ...(['api', 'worker', 'postgres', 'redis', 'client'] as const).map(cpu),
    ];
  },
};
