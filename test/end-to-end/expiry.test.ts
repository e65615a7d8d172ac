import { expect } from 'chai';
import type { Account } from '../harness/account.js';
import type { Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { assertExpiredOnce, insertDueBookings, lastExpiryLateMs } from '../harness/due-bookings.js';
import { ParkMate } from '../harness/parkmate.js';
import { hereMs } from '../../dev/tests/machine.js';

/** What an idle machine holds is 2 and 5 seconds; a loaded one gets more. */
const rowsWithinMs = hereMs(5_000);
const heardWithinMs = 10_000;

/** An expiry that comes alone: on an idle machine it is 100. */
const aloneWithinMs = hereMs(250);

/** Long enough to insert ten thousand bookings before the first is due. */
const firstMs = 3_000;

/** Every expiry is told to its user and, as a released slot, to the owner. */
const toldOf = (bookings: number) => 2 * bookings;

describe('Bookings that are due in the same second', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let users: Account[];
  let crowd: Crowd;

  before(async () => {
    parkmate = await ParkMate.start();
    cast = await parkmate.cast.business();
    users = await parkmate.users(200);
    crowd = await Crowd.gather(parkmate, [...users, cast.owner]);
  });

  after(async () => {
    await parkmate.stop();
    crowd.close();
  });

  it('are all completed and heard of, ten thousand of them, by two hundred users and the owner', async () => {
    const due = await insertDueBookings(parkmate.db, {
      lot: cast.lot,
      users,
      count: 10_000,
      inMs: hereMs(firstMs),
    });
    await crowd.hears(toldOf(10_000), firstMs + heardWithinMs);
    const heardMs = crowd.lastHeardAtMs - due.at.getTime();
    const rowsMs = await lastExpiryLateMs(parkmate.db, due.bookingIds);
    console.log(`      10,000 rows in ${Math.round(rowsMs)} ms, heard in ${heardMs} ms`);
    expect(rowsMs).to.be.below(rowsWithinMs);
    expect(heardMs).to.be.below(hereMs(heardWithinMs));
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('are late by less than a tenth of a second when they come alone', async () => {
    const heardBefore = crowd.heardSoFar;
    // Apart from each other by more than a second and less than two, they fall on all parts of the cron's second.
    const due = await insertDueBookings(parkmate.db, {
      lot: cast.lot,
      users,
      count: 4,
      inMs: hereMs(1_300),
      apartMs: 1_270,
    });
    await crowd.hears(heardBefore + toldOf(4), 15_000);
    const lateMs = await lastExpiryLateMs(parkmate.db, due.bookingIds);
    console.log(`      the latest of four by ${lateMs.toFixed(1)} ms`);
    expect(lateMs).to.be.within(0, aloneWithinMs);
  });

  it('are neither lost nor doubled when the worker is killed in the middle and started again', async () => {
    const heardBefore = crowd.heardSoFar;
    const due = await insertDueBookings(parkmate.db, {
      lot: cast.lot,
      users,
      count: 5_000,
      inMs: hereMs(2_500),
    });
    await crowd.hears(heardBefore + 500, 15_000);
    await parkmate.killWorker();
    const { rows } = await parkmate.db.query<{ left: number }>(
      `SELECT (SELECT count(*) FROM outbox)
            + (SELECT count(*) FROM bookings WHERE status = 'active') AS left`,
    );
    expect(Number(rows[0]?.left), 'left to do when the worker died').to.be.above(0);

    await parkmate.addWorker();
    await parkmate.completed(due.bookingIds);
    await parkmate.settled();
    await crowd.catchUp();
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });
});
