import { expect } from 'chai';
import sinon from 'sinon';
import { CatchUp } from './catch-up.js';

describe('Catching up', () => {
  let clock: sinon.SinonFakeTimers;
  let rounds: number;
  let catchUp: CatchUp;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    rounds = 0;
    catchUp = new CatchUp(() => rounds++);
  });
  afterEach(() => {
    catchUp.stop();
    clock.restore();
  });

  it('happens at once', () => {
    catchUp.request();
    expect(rounds).to.equal(1);
  });

  it('happens once more for all that ask soon after, and not again', () => {
    for (let asks = 0; asks < 10; asks++) catchUp.request();
    expect(rounds).to.equal(1);
    clock.tick(1_000);
    expect(rounds).to.equal(2);
    clock.tick(10_000);
    expect(rounds).to.equal(2);
  });

  it('happens at once again when it has been calm', () => {
    catchUp.request();
    clock.tick(1_001);
    catchUp.request();
    expect(rounds).to.equal(2);
  });
});
