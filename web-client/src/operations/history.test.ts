import { expect } from 'chai';
import type { OperationsSample } from '../../../contract/operations.js';
import { everyFiveMinutes, withSample } from './history.js';

const startMs = Date.parse('2026-11-26T20:00:00.000Z');
const sample = (seconds: number): OperationsSample => ({
  ...{
    at: new Date(startMs + seconds * 1_000).toISOString(),
    expiryLagMs: 0,
    warningLagMs: 0,
    outboxPending: 0,
    expiredPerMinute: 0,
    queues: {},
  },
});
const times = (samples: readonly OperationsSample[]) =>
  samples.map(({ at }) => (Date.parse(at) - startMs) / 1_000);

describe('The readings of the last hour', () => {
  it('grow by each new one, and lose what is older', () => {
    expect(times(withSample([sample(0), sample(5), sample(10)], sample(3_605)))).to.deep.equal([
      5, 10, 3_605,
    ]);
  });

  it('are not doubled by one that is known', () => {
    expect(times(withSample([sample(0), sample(5)], sample(5)))).to.deep.equal([0, 5]);
  });

  it('are shortened to one of each five minutes for a table, newest first', () => {
    expect(times(everyFiveMinutes([0, 100, 299, 300, 700].map(sample)))).to.deep.equal([700, 300, 299]);
  });
});
