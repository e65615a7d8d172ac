import { expect } from 'chai';
import sinon from 'sinon';
import type { Shown } from '../../domain/notifications/record-shown.js';
import { ShownPositions } from './shown-positions.js';

describe('What devices have shown', () => {
  let clock: sinon.SinonFakeTimers;
  let written: Shown[][];
  let fails: boolean;
  let warn: sinon.SinonSpy;
  let positions: ShownPositions;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    [written, fails, warn] = [[], false, sinon.spy()];
    const write = (shown: readonly Shown[]) => {
      if (fails) return Promise.reject(new Error('away'));
      written.push([...shown]);
      return Promise.resolve();
    };
    positions = new ShownPositions(write, { warn });
  });
  afterEach(async () => {
    await positions.stop();
    clock.restore();
  });

  const say = (sessionId: string, seq: number) => {
    positions.note({ sessionId, userId: 'user', seq });
  };

  it('is written once a second, the latest of each', async () => {
    for (let seq = 1; seq <= 100; seq++) say('a', seq);
    say('a', 40);
    say('b', 7);
    await clock.tickAsync(1_000);
    expect(written.map((batch) => batch.map(({ sessionId, seq }) => [sessionId, seq]))).to.deep.equal([
      [
        ['a', 100],
        ['b', 7],
      ],
    ]);
    await clock.tickAsync(10_000);
    expect(written).to.have.lengthOf(1);
  });

  it('is written by a thousand at a time, and when the process stops', async () => {
    for (let device = 0; device < 2_500; device++) say(`device ${device}`, 1);
    await positions.stop();
    expect(written.map(({ length }) => length)).to.deep.equal([1_000, 1_000, 500]);
  });

  it('is no reason to fail when it cannot be written', async () => {
    fails = true;
    say('a', 1);
    await clock.tickAsync(1_000);
    expect(warn.callCount).to.equal(1);
    fails = false;
    say('a', 2);
    await clock.tickAsync(1_000);
    expect(written).to.have.lengthOf(1);
  });
});
