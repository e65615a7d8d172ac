import { expect } from 'chai';
import { actingTexts } from '../texts/en/acting.js';
import { formatAgo, formatBytes, formatDuration, formatGap } from './words.js';

describe('The figures of the operations page, in words', () => {
  for (const [ms, text] of [
    [-5, '0 ms'],
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [2_390, '2.3 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [360_000_000, '4 d 4 h'],
  ] as const) {
    it(`show ${ms} ms as ${text}`, () => {
      expect(formatDuration(ms)).to.equal(text);
    });
  }

  it('show gaps with their milliseconds', () => {
    expect([4, 7_006, 59_999, 61_000].map(formatGap)).to.deep.equal([
      '4 ms',
      '7.006 s',
      '59.999 s',
      '1 min 1 s',
    ]);
  });

  it('show sizes, counts and ages', () => {
    expect([999, 1_000, 1_430_000_000, 48e6].map(formatBytes)).to.deep.equal([
      '999 B',
      '1 kB',
      '1.4 GB',
      '48 MB',
    ]);
    expect([0, 1, 1_200].map((count) => actingTexts.ask('retry', count))).to.deep.equal([
      ...['Retry 0 jobs', 'Retry 1 job', 'Retry 1,200 jobs'],
    ]);
    expect([-50, 1_999, 48_000].map(formatAgo)).to.deep.equal(['just now', 'just now', '48 s ago']);
  });
});
