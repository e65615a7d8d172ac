import { expect } from 'chai';
import type { OpenAlert, OperationsState, QueuesSnapshot, QueueState } from '../../../contract/operations.js';
import { alertVerdict, lagVerdict, sayWhatIsWrong, troublesOf, worstFirst } from './trouble.js';

const queue = (name: string, state: Partial<QueueState> = {}): QueueState => ({
  ...{ name, waiting: 0, active: 0, delayed: 0, failed: 0 },
  ...{ completedPerMinute: 0, oldestWaitingMs: 0, paused: false },
  ...state,
});

const state: OperationsState = {
  alerts: [],
  outbox: { pending: 0, oldestMs: 0, dead: 0 },
  processes: [],
  deliveries: [],
  postgres: { isUp: true, connections: 1, maxConnections: 100, databaseBytes: 1, replicationLagMs: null },
  redis: { isUp: true, usedBytes: 1, maxBytes: null, evictionPolicy: 'noeviction', clients: 1 },
  asOf: '2026-11-26T21:00:00.000Z',
};
const snapshot: QueuesSnapshot = {
  queues: [queue('a')],
  expiryLagMs: 0,
  warningLagMs: 0,
  workers: 1,
  asOf: state.asOf,
};

describe('What is in trouble', () => {
  it('is ordered worst first: paused, failed, stuck, slow, and then by name', () => {
    const queues = [
      queue('calm'),
      queue('a-calm'),
      queue('slow', { oldestWaitingMs: 6_000 }),
      queue('stuck', { oldestWaitingMs: 31_000 }),
      queue('failing', { failed: 1 }),
      queue('failing-more', { failed: 12 }),
      queue('paused', { paused: true }),
    ];
    expect(worstFirst(queues).map(({ name }) => name)).to.deep.equal([
      ...['paused', 'failing-more', 'failing', 'stuck', 'slow', 'a-calm', 'calm'],
    ]);
  });

  it('keeps its place while figures of the same level move', () => {
    const names = (waits: [number, number]) =>
      worstFirst(['b', 'a'].map((name, n) => queue(name, { oldestWaitingMs: waits[n] ?? 0 }))).map(
        ({ name }) => name,
      );
    expect([names([40_000, 31_000]), names([31_000, 40_000])]).to.deep.equal([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('has a word for each trouble of a queue', () => {
    const troubled = queue('q', { paused: true, failed: 1_200, oldestWaitingMs: 45_000 });
    expect(troublesOf(troubled).map(({ word }) => word)).to.deep.equal([
      ...['Paused', '1,200 failed', 'Oldest waits 45 s'],
    ]);
    expect(troublesOf(queue('q', { waiting: 100, oldestWaitingMs: 5_000 }))).to.deep.equal([]);
  });

  for (const [ms, level, word] of [
    [0, 'success', 'On time'],
    [1_000, 'success', 'On time'],
    [2_300, 'warning', 'Late by 2.3 s'],
    [7_000, 'error', 'Late by 7 s'],
    [null, 'unknown', 'Unknown'],
  ] as const) {
    it(`says of an expiry lag of ${String(ms)} ms: ${word}`, () => {
      expect(lagVerdict(ms)).to.deep.equal({ level, word });
    });
  }

  it('is said in one sentence', () => {
    expect(sayWhatIsWrong(snapshot, state)).to.deep.equal({ level: 'success', word: 'Nothing is wrong.' });
    const wrong = sayWhatIsWrong(
      { ...snapshot, workers: 0, expiryLagMs: 7_000, queues: [queue('a', { failed: 2 })] },
      { ...state, outbox: { pending: 9, oldestMs: 1, dead: 1 }, redis: { ...state.redis, isUp: false } },
    );
    expect(wrong).to.deep.equal({
      level: 'error',
      word: 'Redis is down, no worker is alive, expiry is late by 7 s, 1 queue in trouble, 1 dead event.',
    });
  });

  it('is as bad as the worst of it, and says how many alerts of each severity are open', () => {
    const alert = (severity: OpenAlert['severity']): OpenAlert => ({
      ...{ id: '1', rule: 'r', subject: '', severity, message: 'm', raisedAt: state.asOf },
    });
    const [warning, critical] = [alert('warning'), alert('critical')];
    const withAlerts = (...alerts: OpenAlert[]) => sayWhatIsWrong(snapshot, { ...state, alerts });
    expect(withAlerts(warning)).to.deep.equal({ level: 'warning', word: '1 warning open.' });
    expect(withAlerts(critical, critical, warning)).to.deep.equal({
      ...{ level: 'error', word: '2 critical alerts open, 1 warning open.' },
    });
    expect(sayWhatIsWrong({ ...snapshot, expiryLagMs: 2_300 }, state).level).to.equal('warning');
    expect(
      sayWhatIsWrong({ ...snapshot, queues: [queue('a', { oldestWaitingMs: 6_000 })] }, state).level,
    ).to.equal('warning');
    expect([critical, warning].map(alertVerdict)).to.deep.equal([
      { level: 'error', word: 'Critical' },
      { level: 'warning', word: 'Warning' },
    ]);
  });

  it('is said of warnings that are late while bookings end on time', () => {
    expect(sayWhatIsWrong({ ...snapshot, warningLagMs: 7_000 }, state)).to.deep.equal({
      ...{ level: 'error', word: 'Warnings are late by 7 s.' },
    });
  });

  it('names Redis where the queues could not be read', () => {
    const unread = { ...snapshot, queues: null, workers: null };
    expect(sayWhatIsWrong(unread, undefined).word).to.equal('Redis is down.');
  });

  it('is not "nothing" where the lag could not be read', () => {
    const unread = { ...snapshot, expiryLagMs: null, warningLagMs: null };
    expect(sayWhatIsWrong(unread, undefined)).to.deep.equal({
      ...{ level: 'error', word: 'Expiry lag unknown, warning lag unknown.' },
    });
  });
});
