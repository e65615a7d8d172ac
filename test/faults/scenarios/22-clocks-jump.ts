import { expect } from 'chai';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Booking } from '../../../contract/api/bookings.js';
import { freePort } from '../../../dev/settings/ports.js';
import { JumpingClock } from '../clock.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import { Pulse } from '../pulse.js';
import type { Scenario } from '../scenario.js';

const minute = 60_000;
const hour = 60 * minute;
const week = 7 * 24 * hour;

/** How far the time of day is off, one after the other: back, forward, there and back. */
const idle = {
  quick: [-minute, hour - minute],
  whole: [-5_000, -5_000 - minute, -hour, 0, hour, week, 0, week, -hour],
};
const storm = { quick: 8, whole: 40 };
const crowd = 200;

/** What an idle process may print while one booking comes and ends: a line for each request and each sweep. */
const linesWhenIdle = 60;
/** A worker that ends a crowd of bookings says so of every sweep. */
const linesInAStorm = 400;
/** A busy machine keeps an answer waiting too, but not for as long as node-cron takes to catch up with a week. */
const answersWithinMs = { idle: 3_000, storm: 10_000 };
/** Longer than anything may be late; then it is for the invariants to say. */
const patienceMs = 8_000;

/** Only the time of day of Node jumps; the database's, by which deadlines go, is right. */
export const clocksJump: Scenario = {
  number: 22,
  title: 'clocks jump while they run',
  quick: false,
  fleet: { apis: 0, workers: 0 },
  async run(fleet, random, pace) {
    const clock = new JumpingClock(join(fleet.services.folder, `${fleet.database}-clock`));
    const metricsPort = await freePort();
    const { nodeArguments } = clock;
    const worker = await fleet.addWorker({ nodeArguments, env: { METRICS_PORT: String(metricsPort) } });
    const processes = [await fleet.addApi({ nodeArguments }), worker];
    const cast = await fleet.cast();
    const urls = [`http://127.0.0.1:${metricsPort}/healthz`, `${fleet.url}/healthz`];
    const idlePulse = new Pulse(urls);
    const load = new Load(cast, fleet.recorder, random);

    for (const offByMs of idle[pace]) {
      const before = processes.map(({ linesPrinted }) => linesPrinted);
      const booked = await load.book(3);
      clock.set(offByMs, processes);
      await ended(fleet, booked.body as unknown as Booking);
      for (const [index, { name, linesPrinted }] of processes.entries())
        expect(linesPrinted - (before[index] ?? 0), `lines of ${name}`).to.be.below(linesWhenIdle);
    }

    expect(await idlePulse.stop(), 'milliseconds that an idle process was blocked').to.be.below(
      answersWithinMs.idle,
    );

    const stormPulse = new Pulse(urls);
    const before = worker.linesPrinted;
    const bookings = Array.from({ length: crowd }, () => load.book(random.between(2, 4)));
    load.start(20);
    for (let left = storm[pace]; left > 0; left--) {
      clock.set(random.pick([-5_000, -minute, -hour, 0, 700, hour, week]), processes);
      await pass(random.between(100, 500));
    }
    clock.set(-hour, processes);
    await Promise.all(bookings);
    await fleet.answered(20);
    await load.stop();
    expect(worker.linesPrinted - before, 'lines of the worker').to.be.below(linesInAStorm);
    expect(await stormPulse.stop(), 'milliseconds that a process was blocked').to.be.below(
      answersWithinMs.storm,
    );
  },
};

async function ended({ db }: Fleet, { id }: Booking): Promise<void> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const told = await db.query(
      `SELECT FROM events WHERE booking_id = $1 AND type = 'booking.expired'
         AND NOT EXISTS (SELECT FROM outbox WHERE event_id = events.id)`,
      [id],
    );
    if (told.rowCount === 1) return;
    await pass(50);
  }
}
