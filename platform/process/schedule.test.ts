import { expect } from 'chai';
import sinon from 'sinon';
import { silentLog } from '../../test/harness/api.js';
import { scheduleTask, type Schedule } from './schedule.js';

const second = 1_000;
const hour = 3_600 * second;
const week = 168 * hour;
const year = 8_766 * hour;

describe('a schedule', () => {
  let clock: sinon.SinonFakeTimers;
  /** When the task ran, by the monotonic clock. */
  let ranAt: number[];
  let schedule: Schedule;

  beforeEach(() => {
    clock = sinon.useFakeTimers({
      now: Date.parse('2026-11-26T10:00:00.400Z'),
      toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
    });
    ranAt = [];
  });
  afterEach(async () => {
    await schedule.stop();
    sinon.restore();
  });

  const start = (expression: string) => {
    schedule = scheduleTask(
      'test',
      expression,
      () => {
        ranAt.push(performance.now());
        return Promise.resolve();
      },
      silentLog(),
    );
  };
  const jump = (byMs: number) => {
    clock.setSystemTime(Date.now() + byMs);
  };
  const gaps = () => ranAt.slice(1).map((at, index) => at - (ranAt[index] ?? 0));

  it('runs when the time of day matches', async () => {
    start('* * * * * *');
    await clock.tickAsync(5 * second);
    expect(ranAt).to.deep.equal([600, 1_600, 2_600, 3_600, 4_600]);
  });

  for (const byMs of [-5 * second, -60 * second, -hour, -year, -56 * year]) {
    it(`goes on when the clock is set back by ${-byMs / second} s`, async () => {
      start('* * * * * *');
      await clock.tickAsync(2 * second);
      jump(byMs);
      await clock.tickAsync(4 * second);
      expect(gaps()).to.deep.equal(Array(5).fill(second));
    });
  }

  for (const byMs of [2 * second, hour, week, year, 500 * year]) {
    it(`catches up with nothing when the clock is set forward by ${byMs / second} s`, async () => {
      start('* * * * * *');
      await clock.tickAsync(2 * second);
      jump(byMs);
      await clock.tickAsync(4 * second);
      expect(gaps()).to.deep.equal(Array(5).fill(second));
    });
  }

  it('goes by the new time after a jump by parts of a second', async () => {
    start('* * * * * *');
    await clock.tickAsync(second);
    jump(-hour - 300);
    await clock.tickAsync(4 * second);
    expect(Date.now() % second, 'milliseconds of now').to.equal(100);
    expect(performance.now() - (ranAt.at(-1) ?? 0), 'since the last run').to.equal(100);
    for (const gap of gaps()) expect(gap).to.be.within(500, 1_500);
  });

  it('neither stands still nor runs twice in a storm of jumps', async () => {
    start('* * * * * *');
    const jumps = [
      -5 * second,
      60 * second + 77,
      -hour - 313,
      week + 999,
      -week,
      hour,
      -2 * year,
      2 * year + 1,
    ];
    for (let round = 0; round < 400; round++) {
      jump(jumps[round % jumps.length] ?? 0);
      await clock.tickAsync(150 + (round % 7) * 50);
    }
    expect(Math.min(...gaps()), 'shortest gap').to.be.at.least(500);
    expect(Math.max(...gaps()), 'longest gap').to.be.at.most(1_500);
    expect(ranAt.length / (performance.now() / second), 'runs a second').to.be.within(0.7, 1.5);
  });

  it('does not run twice for a timer that rings before its second has come', async () => {
    start('* * * * * *');
    await clock.tickAsync(2 * second);
    jump(-2);
    await clock.tickAsync(2 * second);
    expect(ranAt).to.deep.equal([600, 1_600, 2_600, 3_602]);
  });

  it('runs hourly work within an hour and a half, though the clock is set back again and again', async () => {
    start('17 * * * *');
    for (let round = 0; round < 50; round++) {
      jump(-hour / 2);
      await clock.tickAsync(hour / 4);
    }
    expect(ranAt.length).to.be.at.least(8);
    expect(Math.max(...gaps())).to.be.at.most(1.5 * hour);
  });

  it('runs once after the process was frozen for hours', async () => {
    start('* * * * * *');
    await clock.tickAsync(2 * second);
    clock.jump(3 * hour);
    await clock.tickAsync(2 * second);
    expect(ranAt.filter((at) => at > 2 * second && at < 3 * hour)).to.have.length(0);
    expect(ranAt.filter((at) => at >= 3 * hour)).to.have.length(3);
  });
});

describe('What a schedule logs', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    sinon.restore();
  });

  it('goes to the log, not to the console', async () => {
    const log = silentLog();
    const write = sinon.spy(log, 'log');
    const console = ['info', 'warn', 'error', 'debug'] as const;
    const printed = console.map((level) => sinon.stub(globalThis.console, level));
    const schedule = scheduleTask('fails', '* * * * * *', () => Promise.reject(new Error('no luck')), log);
    await clock.tickAsync(2_000);
    await schedule.stop();
    expect(write.callCount).to.equal(2);
    expect(write.firstCall.args).to.have.nested.property('2.reason', 'no luck');
    for (const stub of printed) expect(stub.callCount).to.equal(0);
  });

  it('is for debugging alone when a run takes longer than the time to the next', async () => {
    const log = silentLog();
    const [debug, warn] = [sinon.spy(log, 'debug'), sinon.spy(log, 'warn')];
    const run = sinon.stub().callsFake(() => new Promise(() => undefined));
    scheduleTask('slow', '* * * * * *', run, log);
    await clock.tickAsync(3_000);
    expect(run.callCount).to.equal(1);
    expect(debug.callCount).to.equal(2);
    expect(warn.callCount).to.equal(0);
  });
});
