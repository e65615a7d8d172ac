import { expect } from 'chai';
import { Outages } from './outages.js';

describe('Outages', () => {
  it('excuse nothing that they did not touch', () => {
    const outages = new Outages();
    outages.all.push({ what: 'earlier', from: 0, to: 500 }, { what: 'later', from: 9_000, to: 9_500 });
    expect(outages.allowedUntil(1_000, 2_000)).to.equal(3_000);
  });

  it('excuse what fell into one until it is over and a little longer, and into the next one after that', () => {
    const outages = new Outages();
    outages.all.push({ what: 'second', from: 6_000, to: 8_000 }, { what: 'first', from: 500, to: 5_000 });
    expect(outages.allowedUntil(1_000, 2_000)).to.equal(10_000);
  });

  it('last as long as the work that they are noted for', async () => {
    const outages = new Outages();
    await outages.during('broken', () => {
      expect(outages.all[0]).to.deep.include({ what: 'broken', to: Infinity });
      return Promise.resolve();
    });
    expect(outages.all[0]?.to).to.be.below(Infinity);
  });
});
