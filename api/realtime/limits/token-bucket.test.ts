import { expect } from 'chai';
import { TokenBucket } from './token-bucket.js';

describe('A token bucket', () => {
  let bucket: TokenBucket;
  beforeEach(() => (bucket = new TokenBucket({ burst: 3, perSecond: 2 })));
  const takeAt = (nowMs: number, times: number) =>
    Array.from({ length: times }, () => bucket.take(1, nowMs)).filter((taken) => taken).length;

  it('gives a burst, and then as much a second as comes back', () => {
    expect(takeAt(1_000, 10)).to.equal(3);
    expect(takeAt(1_499, 10)).to.equal(0);
    expect(takeAt(1_500, 10)).to.equal(1);
    expect(takeAt(2_500, 10)).to.equal(2);
  });

  it('is never more than full', () => {
    expect(takeAt(1_000_000, 10)).to.equal(3);
  });

  it('takes nothing where less is left than is wanted', () => {
    expect(bucket.take(4, 0)).to.equal(false);
    expect(bucket.take(3, 0)).to.equal(true);
  });

  it('can be overdrawn, and is empty until that has come back', () => {
    bucket.spend(7, 0);
    expect(bucket.isEmpty(2_000)).to.equal(true);
    expect(bucket.isEmpty(2_001)).to.equal(false);
    expect(bucket.isFull(3_499)).to.equal(false);
    expect(bucket.isFull(3_500)).to.equal(true);
  });
});
