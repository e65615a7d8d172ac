import { expect } from 'chai';
import { Random } from './random.js';

const some = (random: Random) => Array.from({ length: 20 }, () => random.between(1, 6));

describe('Seeded chance', () => {
  it('is the same again for the same seed, and another for another', () => {
    expect(some(new Random(7))).to.deep.equal(some(new Random(7)));
    expect(some(new Random(7))).to.not.deep.equal(some(new Random(8)));
  });

  it('stays within its bounds and reaches both', () => {
    const random = new Random(1);
    expect(new Set(Array.from({ length: 500 }, () => random.between(1, 6)))).to.have.length(6);
  });

  it('forks into sequences that do not depend on what was drawn before', () => {
    const drawn = new Random(7);
    some(drawn);
    expect(some(drawn.fork('load'))).to.deep.equal(some(new Random(7).fork('load')));
    expect(some(new Random(7).fork('load'))).to.not.deep.equal(some(new Random(7).fork('faults')));
  });
});
