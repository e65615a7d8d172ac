import { expect } from 'chai';
import { freshnessOf } from './freshness.js';

describe('Figures', () => {
  it('are old when nothing was heard for more than three seconds', () => {
    expect(freshnessOf(1_000, 4_000)).to.deep.equal({ isStale: false, ageMs: 3_000 });
    expect(freshnessOf(1_000, 4_001)).to.deep.equal({ isStale: true, ageMs: 3_001 });
  });

  it('are neither old nor from the future before the first, or when they came within this second', () => {
    expect(freshnessOf(undefined, 9_000)).to.deep.equal({ isStale: false, ageMs: 0 });
    expect(freshnessOf(1_500, 1_000)).to.deep.equal({ isStale: false, ageMs: 0 });
  });
});
