import { expect } from 'chai';
import sinon from 'sinon';
import { silentLog } from '../../test/harness/api.js';
import { freshDatabase, type TestDatabase } from '../../test/harness/database.js';
import { DatabaseClock } from './clock.js';
import { Database } from './database.js';
import { statement } from './statement.js';
import { hereMs } from '../../dev/tests/machine.js';

const readClock = statement('test-read-clock', 'SELECT clock_timestamp() AS at');

describe('the clock', () => {
  let database: TestDatabase;
  let db: Database;
  before(async () => {
    const log = silentLog();
    database = await freshDatabase();
    db = await Database.connect({ url: database.url, applicationName: 't', poolSize: 2, entities: [], log });
  });
  afterEach(() => {
    sinon.restore();
  });
  after(async () => {
    await db.close();
    await database.drop();
  });

  const distanceMs = async (clock: DatabaseClock) => {
    const [row] = await db.query<{ at: Date }>(readClock);
    return Math.abs(clock.now().getTime() - (row?.at.getTime() ?? 0));
  };

  for (const minutes of [-10, 0, 10]) {
    it(`tells the database's time on a machine that is ${minutes} minutes off`, async () => {
      const real = Date.now;
      sinon.stub(Date, 'now').callsFake(() => real() + minutes * 60_000);
      const log = silentLog();
      const warn = sinon.spy(log, 'warn');
      const clock = await DatabaseClock.start(db, log);
      expect(await distanceMs(clock)).to.be.below(hereMs(200));
      expect(warn.callCount).to.equal(minutes === 0 ? 0 : 1);
      clock.stop();
    });
  }

  it('does not follow when the time of the machine jumps', async () => {
    const clock = await DatabaseClock.start(db, silentLog());
    const real = Date.now;
    sinon.stub(Date, 'now').callsFake(() => real() + 3_600_000);
    expect(await distanceMs(clock)).to.be.below(hereMs(200));
    clock.stop();
  });

  it('looks again every 30 seconds, and carries on while the database is away', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const clock = await DatabaseClock.start(db, silentLog());
    const query = sinon.stub(db, 'query').rejects(new Error('away'));
    await timers.tickAsync(30_000);
    expect(query.callCount).to.equal(1);
    query.restore();
    expect(await distanceMs(clock)).to.be.below(hereMs(200));
    clock.stop();
  });

  for (const byMs of [-3_600_000, 60_000]) {
    it(`follows when the clock of the database is set by ${byMs / 1_000} s, and says so once`, async () => {
      const timers = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      const log = silentLog();
      const warn = sinon.spy(log, 'warn');
      const clock = await DatabaseClock.start(db, log);
      const query = sinon.stub(db, 'query');
      for (let look = 0; look < 2; look++) {
        query.callsFake(() => Promise.resolve([{ at: new Date(Date.now() + byMs) }]));
        await timers.tickAsync(30_000);
      }
      expect(clock.now().getTime() - Date.now()).to.be.closeTo(byMs, 200);
      expect(warn.callCount).to.equal(1);
      expect(warn.firstCall.args).to.have.nested.property('1.byMs').that.is.closeTo(byMs, 200);
      clock.stop();
    });
  }
});
