import { expect } from 'chai';
import { formatDuration } from './duration.js';

describe('A duration', () => {
  it('is said in the units that people use', () => {
    expect([5, 60, 300, 5_400, 86_400, 604_800, 90_061].map(formatDuration)).to.deep.equal([
      '5 seconds',
      '1 minute',
      '5 minutes',
      '1 hour 30 minutes',
      '1 day',
      '7 days',
      '1 day 1 hour',
    ]);
  });
});
