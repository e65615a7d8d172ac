import { expect } from 'chai';
import { medianSecondsToAct, timeToActBounds } from './time-to-act.js';

describe('The time to act', () => {
  const within = (...counts: number[]) => timeToActBounds.map((_, index) => counts[index] ?? 0).concat(0);

  it('is unknown where nobody has acted', () => {
    expect(medianSecondsToAct(within())).to.equal(null);
  });

  it('lies between the bounds of those in the middle', () => {
    expect(medianSecondsToAct(within(1))).to.equal(5);
    expect(medianSecondsToAct(within(0, 2))).to.equal(20);
    expect(medianSecondsToAct(within(2, 0, 2))).to.equal(10);
    expect(medianSecondsToAct(within(1, 0, 3))).to.equal(40);
  });

  it('is at most the last bound', () => {
    expect(medianSecondsToAct([...within().slice(0, -1), 3])).to.equal(86_400);
  });
});
