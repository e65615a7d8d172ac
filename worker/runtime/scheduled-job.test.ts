import { expect } from 'chai';
import sinon from 'sinon';
import { z } from 'zod';
import { silentLog } from '../../test/harness/domain.js';
import { defineJob, type JobContext } from './job.js';
import { done } from './outcome.js';
import { ScheduledJob } from './scheduled-job.js';

const schedule = { cron: '* * * * * *', deduplicateMs: 700, payload: {} };

describe('A scheduled job', () => {
  let isAway: boolean;
  let waiting: number;
  let added: number;
  let here: sinon.SinonStub<[], Promise<void>>;

  beforeEach(() => {
    [isAway, waiting, added] = [false, 0, 0];
    here = sinon.stub<[], Promise<void>>().resolves();
  });
  afterEach(() => {
    sinon.restore();
  });

  const answer = <Value>(value: Value) =>
    isAway ? Promise.reject(new Error('Redis is away')) : Promise.resolve(value);

  const scheduled = (withoutQueue?: { onceAfterReconnect: boolean }) => {
    const job = defineJob({
      ...{ name: 'probe', queue: 'probe', payload: z.object({}), concurrency: 1, attempts: 1, schedule },
      ...(withoutQueue ? { withoutQueue: { run: here, ...withoutQueue } } : {}),
      run: () => Promise.resolve(done),
    });
    const queue = { add: () => answer(String(++added)), countWaiting: () => answer(waiting) };
    return new ScheduledJob(job, schedule, { queue } as unknown as JobContext<object>, silentLog);
  };

  /** @returns how often the work was done here, tick by tick. */
  const ticks = async (job: ReturnType<typeof scheduled>, states: ('away' | 'there' | 'untaken')[]) => {
    const counts: number[] = [];
    for (const state of states) {
      [isAway, waiting] = [state === 'away', state === 'untaken' ? 1 : 0];
      await job.tick();
      await job.ended();
      counts.push(here.callCount);
      here.resetHistory();
    }
    return counts;
  };

  it('is done in this process while Redis is away or no consumer takes it, and once more when it is back', async () => {
    const job = scheduled({ onceAfterReconnect: true });
    expect(await ticks(job, ['there', 'away', 'away', 'there', 'there', 'untaken', 'there'])).to.deep.equal([
      ...[0, 1, 1, 1, 0, 1, 0],
    ]);
  });

  it('waits in the queue once, however long nobody takes it', async () => {
    const job = scheduled({ onceAfterReconnect: true });
    await ticks(job, ['there', 'untaken', 'untaken', 'untaken']);
    expect(added).to.equal(1);
    await ticks(job, ['there']);
    expect(added).to.equal(2);
  });

  it('is not done once more where its declaration does not say so', async () => {
    const job = scheduled({ onceAfterReconnect: false });
    expect(await ticks(job, ['away', 'there', 'untaken'])).to.deep.equal([1, 0, 1]);
  });

  it('is done in this process by one at a time', async () => {
    isAway = true;
    const job = scheduled({ onceAfterReconnect: true });
    let end: () => void = () => undefined;
    here.callsFake(() => new Promise((resolve) => (end = resolve)));
    await job.tick();
    await job.tick();
    expect(here.callCount).to.equal(1);
    end();
    await job.ended();
    await job.tick();
    expect(here.callCount).to.equal(2);
    end();
  });

  it('logs that it could not be enqueued where no fallback is declared', async () => {
    const said = sinon.spy(silentLog, 'log');
    expect(await ticks(scheduled(), ['away', 'there'])).to.deep.equal([0, 0]);
    const [first, ...others] = said.args as unknown[][];
    expect(first?.slice(0, 2)).to.deep.equal(['warn', 'a scheduled job could not be enqueued']);
    expect(others).to.deep.equal([]);
  });
});
