import { expect } from 'chai';
import sinon from 'sinon';
import type { Dashboard, DashboardStats } from '../../contract/sockets.js';
import { DashboardReader } from './dashboard-reader.js';

type Numbers = Omit<Dashboard, 'reason'>;

describe('The reader of a dashboard', () => {
  let clock: sinon.SinonFakeTimers;
  let readings: { answer: (slots: number) => void; fail: () => void }[];
  let shown: [string, number][];
  let failures: number;
  let reader: DashboardReader;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    [readings, shown, failures] = [[], [], 0];
    reader = new DashboardReader({
      read: () =>
        new Promise<Numbers>((resolve, reject) => {
          readings.push({
            answer: (slots) => {
              resolve({ stats: { slots } as DashboardStats, asOf: '' });
            },
            fail: () => {
              reject(new Error('away'));
            },
          });
        }),
      show: ({ reason, stats }) => shown.push([reason, stats.slots]),
      failed: () => (failures += 1),
    });
  });
  afterEach(() => {
    reader.stop();
    sinon.restore();
  });

  /** Lets promises settle, and so much time pass. */
  const pass = (ms = 0) => clock.tickAsync(ms);

  it('reads once at a time, and once more for whatever changed during a slow reading', async () => {
    reader.changed('first');
    reader.changed('second');
    await pass(5_000);
    reader.changed('third');
    expect(readings).to.have.length(1);
    readings[0]!.answer(1);
    await pass(1_000);
    expect(readings).to.have.length(2);
    readings[1]!.answer(2);
    await pass(10_000);
    expect(shown).to.deep.equal([
      ['first', 1],
      ['third', 2],
    ]);
    expect(readings).to.have.length(2);
  });

  it('shows the first change at once, and those that follow soon together', async () => {
    reader.changed('first');
    readings[0]!.answer(1);
    await pass();
    for (const reason of ['second', 'third']) reader.changed(reason);
    await pass(200);
    expect(readings).to.have.length(1);
    await pass(100);
    readings[1]!.answer(3);
    await pass();
    expect(shown).to.deep.equal([
      ['first', 1],
      ['third', 3],
    ]);
  });

  it('reads again what could not be read', async () => {
    reader.changed('first');
    readings[0]!.fail();
    await pass(900);
    expect({ failures, readings: readings.length }).to.deep.equal({ failures: 1, readings: 1 });
    await pass(200);
    readings[1]!.answer(1);
    await pass();
    expect(shown).to.deep.equal([['first', 1]]);
  });

  it('lets those who come at the same time share a reading, also one that is under way', async () => {
    reader.changed('first');
    const both = Promise.all([reader.latest(), reader.latest()]);
    readings[0]!.answer(1);
    expect((await both).map(({ stats }) => stats.slots)).to.deep.equal([1, 1]);
    expect(readings).to.have.length(1);
    expect(reader.isIdle).to.equal(true);
  });

  it('shows what a change that nobody announced has come to, and nothing where there is none', async () => {
    for (const slots of [1, 1, 2]) {
      const latest = reader.latest();
      readings.at(-1)!.answer(slots);
      await latest;
      await pass(10_000);
    }
    expect(shown).to.deep.equal([['refreshed', 2]]);
  });
});
