import { expect } from 'chai';
import { ServerClock } from './server-clock.js';

const noon = Date.parse('2026-11-21T12:00:00.000Z');

describe('The server clock', () => {
  let monotonicMs = 0;
  let clock: ServerClock;
  beforeEach(() => {
    monotonicMs = 1_000;
    clock = new ServerClock(() => monotonicMs);
  });

  it('is no time at all before the first answer, so that nothing counts as due', () => {
    expect(clock.now()).to.equal(-Infinity);
  });

  it('takes a reading for the middle of its round trip, and goes on by itself', () => {
    clock.observe({ atMs: noon, askedAt: 1_000, answeredAt: 1_200 });
    monotonicMs = 1_100;
    expect(clock.now()).to.equal(noon);
    monotonicMs = 61_100;
    expect(clock.now()).to.equal(noon + 60_000);
  });

  it('prefers a quick answer to a slow one', () => {
    clock.observe({ atMs: noon, askedAt: 1_000, answeredAt: 1_010 });
    clock.observe({ atMs: noon + 1_400, askedAt: 1_010, answeredAt: 3_010 });
    monotonicMs = 1_005;
    expect(clock.now()).to.equal(noon);
  });

  it('believes a slow answer that the old reading cannot explain, as after the device has slept', () => {
    clock.observe({ atMs: noon, askedAt: 1_000, answeredAt: 1_010 });
    clock.observe({ atMs: noon + 3_600_000, askedAt: 2_000, answeredAt: 2_400 });
    monotonicMs = 2_200;
    expect(clock.now()).to.equal(noon + 3_600_000);
  });

  it('uses the whole seconds of a header until something better is known', () => {
    clock.observeHeader({ atMs: noon, askedAt: 1_000, answeredAt: 1_000 });
    expect(clock.now()).to.equal(noon + 500);
    clock.observe({ atMs: noon + 900, askedAt: 1_000, answeredAt: 3_000 });
    monotonicMs = 2_000;
    expect(clock.now()).to.equal(noon + 900);
    clock.observeHeader({ atMs: noon + 86_400_000, askedAt: 2_000, answeredAt: 2_000 });
    expect(clock.now()).to.equal(noon + 900);
  });
});
