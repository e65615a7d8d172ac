import { expect } from 'chai';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { useTracing, type Tracing } from '../../platform/observability/tracing.js';
import { silentLog } from '../../test/harness/domain.js';
import { FastPath, type EnqueueEvents } from './fast-path.js';
import { eventsPerJob } from './notify-queue.js';

describe('The fast path', () => {
  let jobs: string[][];
  let enqueue: EnqueueEvents;
  let path: FastPath;

  beforeEach(() => {
    jobs = [];
    enqueue = (eventIds) => Promise.resolve(jobs.push(eventIds));
    path = new FastPath((eventIds) => enqueue(eventIds), silentLog);
  });

  const allTold = async (count: number) => {
    while (jobs.flat().length < count) await wait(1);
  };

  it('lets an event that comes alone leave at once', async () => {
    path.offer(['a']);
    await nextTurn();
    expect(jobs).to.deep.equal([['a']]);
  });

  it('lets events of one turn share a job', async () => {
    for (const id of ['a', 'b', 'c']) path.offer([id]);
    await nextTurn();
    expect(jobs).to.deep.equal([['a', 'b', 'c']]);
  });

  it('lets events that follow one alone leave at once too', async () => {
    path.offer(['a']);
    await nextTurn();
    for (const id of ['b', 'c', 'd']) path.offer([id]);
    await nextTurn();
    expect(jobs).to.deep.equal([['a'], ['b', 'c', 'd']]);
  });

  it('lets events that come while a job is on its way share the next one', async () => {
    const working = enqueue;
    let arrived: () => void = () => undefined;
    enqueue = async (eventIds) => {
      await new Promise<void>((resolve) => (arrived = resolve));
      return working(eventIds);
    };
    path.offer(['a', 'b']);
    await nextTurn();
    path.offer(['c']);
    await nextTurn();
    path.offer(['d']);
    enqueue = working;
    arrived();
    await allTold(4);
    expect(jobs).to.deep.equal([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('takes more at once than a call may have arguments, in jobs that are bounded', async () => {
    const ids = Array.from({ length: 200_000 }, (_, n) => String(n));
    path.offer(ids);
    await allTold(ids.length);
    expect(jobs.flat()).to.deep.equal(ids);
    expect(Math.max(...jobs.map(({ length }) => length))).to.equal(eventsPerJob);
  });

  it('drops what the queue does not take, and goes on with what comes next', async () => {
    const working = enqueue;
    enqueue = () => Promise.reject(new Error('Redis is away'));
    path.offer(['lost']);
    await nextTurn();
    enqueue = working;
    path.offer(['a']);
    await allTold(1);
    expect(jobs).to.deep.equal([['a']]);
  });

  it('enqueues each job in the trace of its first event', async () => {
    const current = new AsyncLocalStorage<string>();
    const bind: Tracing['bind'] = (work) => {
      const trace = current.getStore() ?? 'none';
      return (...args) => current.run(trace, () => work(...args));
    };
    useTracing({ bind } as Tracing);
    try {
      const traces: (string | undefined)[] = [];
      let arrived: () => void = () => undefined;
      enqueue = (eventIds) => {
        traces.push(current.getStore());
        jobs.push(eventIds);
        return new Promise<void>((resolve) => (arrived = resolve));
      };
      const offer = (id: string) => {
        current.run(`trace of ${id}`, () => {
          path.offer([id]);
        });
      };
      offer('a');
      await nextTurn();
      for (const id of ['b', 'c']) offer(id);
      arrived();
      await nextTurn();
      expect(jobs).to.deep.equal([['a'], ['b', 'c']]);
      expect(traces).to.deep.equal(['trace of a', 'trace of b']);
    } finally {
      useTracing(undefined);
    }
  });
});
