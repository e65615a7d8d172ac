import { expect } from 'chai';
import sinon from 'sinon';
import { throttle } from './throttle.js';

describe('What is throttled', () => {
  let time: sinon.SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers();
  });
  afterEach(() => {
    time.restore();
  });

  it('runs at once, and once more for many requests within the interval', () => {
    const run = sinon.spy();
    const ask = throttle(run, () => 1_000);
    for (let count = 0; count < 20; count += 1) ask();
    expect(run.callCount).to.equal(1);
    time.tick(999);
    expect(run.callCount).to.equal(1);
    time.tick(1);
    expect(run.callCount).to.equal(2);
    time.tick(10_000);
    expect(run.callCount).to.equal(2);
  });

  it('runs at once again after a rest', () => {
    const run = sinon.spy();
    const ask = throttle(run, () => 1_000);
    ask();
    time.tick(1_000);
    ask();
    expect(run.callCount).to.equal(2);
  });
});
