import { LoadClient, paced, percentile } from '../../test/harness/load.js';
import { expressInserts, noopJobs } from '../floors/load-floors.js';
import type { Row, Sample } from '../row.js';
import { inTown, type Unpaid } from '../town.js';
import { cpuMs, type Part, type Usage } from '../usage.js';

const userCount = 200;
const inFlight = 16;
const fullMs = 20_000;
const halfMs = 8_000;
const floorMs = 10_000;
const warmUpMs = 3_000;
const noopCount = 20_000;
/** More than can be done in the time. */
const prepared = 60_000;
const heardWithinMs = 30_000;

/** A floor asks nobody who they are. */
const nobody = { token: 'none' };

/** When each booking's payment was asked to be verified, and when its user was told. */
class Diary {
  readonly askedAt = new Map<string, number>();
  readonly answeredAt = new Map<string, number>();
  readonly toldAt = new Map<string, number>();
  private enough = Infinity;
  private resolve: () => void = () => undefined;

  tell(bookingId: string): void {
    this.toldAt.set(bookingId, performance.now());
    if (this.toldAt.size >= this.enough) this.resolve();
  }

  /** Resolves when so many have been told, or when it is clear that they never will be. */
  async told(count: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, heardWithinMs);
      this.resolve = () => {
        clearTimeout(timer);
        resolve();
      };
      this.enough = count;
      if (this.toldAt.size >= count) this.resolve();
    });
  }

  /** Milliseconds from one to the other, of those that were told. */
  delays(from: Map<string, number>, ids: Iterable<string>): number[] {
    return [...ids].flatMap((id) => {
      const [start, end] = [from.get(id), this.toldAt.get(id)];
      return start === undefined || end === undefined ? [] : Math.max(0, end - start);
    });
  }
}

/** So many at a time, one after the other, for so long. @returns what was done. */
async function flatOut<Item>(
  next: () => Item,
  forMs: number,
  work: (item: Item) => Promise<unknown>,
): Promise<Item[]> {
  const until = performance.now() + forMs;
  const done: Item[] = [];
  const one = async () => {
    while (performance.now() < until) {
      const item = next();
      await work(item);
      done.push(item);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return done;
}

const perSecond = (count: number, startedAt: number) => (count / (performance.now() - startedAt)) * 1_000;

/** Answers a second of Express with one INSERT each. */
function floorPerSecond(): Promise<{ perSecond: number; cpuPerAnswer: number }> {
  return expressInserts(async (url, nextPath, pid) => {
    const client = new LoadClient(url);
    const post = (path: string) => client.post(nobody, path, {});
    await flatOut(nextPath, warmUpMs, post);
    const [startedAt, cpuBefore] = [performance.now(), cpuMs(pid)];
    const { length } = await flatOut(nextPath, floorMs, post);
    const rate = perSecond(length, startedAt);
    client.close();
    return { perSecond: rate, cpuPerAnswer: (cpuMs(pid) - cpuBefore) / length };
  });
}

interface Phase {
  bookingIds: string[];
  perSecond: number;
  used: Usage;
}

async function verifyUnderLoad(say: (what: string) => void) {
  return inTown(userCount, async (town) => {
    say('preparing bookings');
    const unpaid = await town.unpaidBookings(prepared);
    const diary = new Diary();
    await town.listen(({ event, data }) => {
      if (event === 'payment.verified') diary.tell(String(data.bookingId));
    });
    const next = (): Unpaid => {
      const one = unpaid.pop();
      if (!one) throw new Error('more was verified than had been prepared');
      return one;
    };
    const verify = async (one: Unpaid) => {
      diary.askedAt.set(one.bookingId, performance.now());
      await town.verify(one);
      diary.answeredAt.set(one.bookingId, performance.now());
    };
    const phase = async (work: () => Promise<Unpaid[]>): Promise<Phase> => {
      const [startedAt, before] = [performance.now(), town.usage()];
      const done = await work();
      const rate = perSecond(done.length, startedAt);
      await diary.told(diary.askedAt.size);
      const bookingIds = done.map(({ bookingId }) => bookingId);
      return { bookingIds, perSecond: rate, used: town.usedSince(before) };
    };
    await phase(() => flatOut(next, warmUpMs, verify));
    say('flat out');
    const full = await phase(() => flatOut(next, fullMs, verify));
    say(`${Math.round(full.perSecond)} state changes a second; at half of that`);
    const half = await phase(async () => {
      const rate = full.perSecond / 2;
      const items = Array.from({ length: Math.round((rate * halfMs) / 1_000) }, next);
      await paced({ perSecond: rate, times: items.length, atMost: 64 }, (n) => verify(items[n] ?? next()));
      return items;
    });
    return { full, half, diary };
  });
}

export const load: Row = {
  name: 'load',
  about: `payments verified of ${userCount} connected users, ${inFlight} at a time; floor: Express with one INSERT`,
  async measure(say) {
    const jobs = await noopJobs(noopCount, inFlight);
    const floor = await floorPerSecond();
    say(`floor: ${Math.round(floor.perSecond)} answers a second`);
    const { full, half, diary } = await verifyUnderLoad(say);
    const changes = full.bookingIds.length;
    const fullDelays = diary.delays(diary.answeredAt, full.bookingIds);
    const halfDelays = diary.delays(diary.answeredAt, half.bookingIds);
    const cpu = (part: Part): Sample => ({
      name: `CPU of ${part} per change`,
      value: full.used[part] / changes,
      unit: 'ms',
      ...(part === 'api' ? { floor: floor.cpuPerAnswer } : {}),
    });
    return [
      {
        ...{ name: 'state changes', value: full.perSecond, unit: '/s', floor: floor.perSecond },
        goal: { ratioAtLeast: 0.5 },
      },
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
        ...{ name: 'lost', value: diary.askedAt.size - diary.toldAt.size, unit: '' },
        goal: { always: true, atMost: 0 },
      },
      ...(['api', 'worker', 'postgres', 'redis', 'client'] as const).map(cpu),
    ];
  },
};
